#include "breaks.h"

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

static const UBreakIteratorType kinds[] = {UBRK_CHARACTER, UBRK_WORD, UBRK_LINE};

reel_breaks *reel_breaks_open(
    int kind, const char *locale, const uint16_t *text, int32_t length) {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *breaks =
      ubrk_open(kinds[kind], locale, (const UChar *)text, length, &error);
  return U_FAILURE(error) ? NULL : (reel_breaks *)breaks;
}

int32_t reel_breaks_next(reel_breaks *breaks) {
  int32_t place = ubrk_next((UBreakIterator *)breaks);
  return place == UBRK_DONE ? -1 : place;
}

int reel_breaks_is_hard(reel_breaks *breaks) {
  return ubrk_getRuleStatus((UBreakIterator *)breaks) >= UBRK_LINE_HARD;
}

void reel_breaks_close(reel_breaks *breaks) { ubrk_close((UBreakIterator *)breaks); }

int reel_bidi_levels(const uint16_t *text, int32_t length, uint8_t *levels) {
  UErrorCode error = U_ZERO_ERROR;
  UBiDi *bidi = ubidi_openSized(length, 0, &error);
  if (U_FAILURE(error)) return -1;
  ubidi_setPara(bidi, (const UChar *)text, length, UBIDI_DEFAULT_LTR, NULL, &error);
  const UBiDiLevel *found = U_FAILURE(error) ? NULL : ubidi_getLevels(bidi, &error);
  int base = -1;
  if (!U_FAILURE(error) && found) {
    for (int32_t i = 0; i < length; i++) levels[i] = found[i];
    base = ubidi_getParaLevel(bidi);
  }
  ubidi_close(bidi);
  return base;
}
