#pragma once
#include <stdint.h>

// What reel needs of ICU. ICU's own headers stay out of it: its functions carry its version in
// their names, by macros that Swift does not see, and its types would meet those of the ICU within
// Foundation wherever both are imported.

/// Borders between characters, between words, or where lines may end.
static const int reel_breaks_characters = 0;
static const int reel_breaks_words = 1;
static const int reel_breaks_lines = 2;

typedef struct reel_breaks reel_breaks;

/// An iterator over the breaks of a UTF-16 text, which must outlive it; NULL if there is none.
reel_breaks *reel_breaks_open(
    int kind, const char *locale, const uint16_t *text, int32_t length);

/// The next break, or -1 at the end.
int32_t reel_breaks_next(reel_breaks *breaks);

/// Whether the line has to break at the place that was found last.
int reel_breaks_is_hard(reel_breaks *breaks);

void reel_breaks_close(reel_breaks *breaks);

/// The embedding level of every unit of a paragraph, whose direction is that of its first strong
/// letter. Returns the paragraph's own level, or -1.
int reel_bidi_levels(const uint16_t *text, int32_t length, uint8_t *levels);
