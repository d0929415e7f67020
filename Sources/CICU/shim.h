#pragma once
#include <stdint.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

// ICU's functions carry its version in their names, by macros that Swift does not see.

/// An iterator over the breaks of a UTF-16 text, which must outlive it; NULL if there is none.
static inline UBreakIterator *reel_breaks_open(
    int kind, const char *locale, const uint16_t *text, int32_t length) {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *breaks =
      ubrk_open((UBreakIteratorType)kind, locale, (const UChar *)text, length, &error);
  return U_FAILURE(error) ? NULL : breaks;
}

/// The next break, or -1 at the end.
static inline int32_t reel_breaks_next(UBreakIterator *breaks) {
  int32_t place = ubrk_next(breaks);
  return place == UBRK_DONE ? -1 : place;
}

/// Whether the line has to break at the place that was found last.
static inline int reel_breaks_is_hard(UBreakIterator *breaks) {
  return ubrk_getRuleStatus(breaks) >= UBRK_LINE_HARD;
}

static inline void reel_breaks_close(UBreakIterator *breaks) { ubrk_close(breaks); }

static const int reel_breaks_characters = UBRK_CHARACTER;
static const int reel_breaks_words = UBRK_WORD;
static const int reel_breaks_lines = UBRK_LINE;

/// The embedding level of every unit of a paragraph, whose direction is that of its first strong
/// letter. Returns the paragraph's own level, or -1.
static inline int reel_bidi_levels(const uint16_t *text, int32_t length, uint8_t *levels) {
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
