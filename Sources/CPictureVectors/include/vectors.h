#pragma once
#include <stdint.h>

// The inner loops of a moving camera, with vectors that Swift has no words for. Each does what a
// function in Swift does, to the bit; that one runs where these instructions are missing.

/// Whether the processor has the instructions that the functions below are made of.
int reel_vectors_supported(void);

/// Weighs rows of pixels and adds them up, column by column.
///
/// A sum begins with `middle`; each of `taps` rows adds the upper half of the product of its pixel,
/// counted from −128 on and 256 times as large, and its weight.
///
/// - count: Columns, at least 32.
void reel_filter_down(
    const uint8_t *const *rows, const int16_t *weights, long taps, int16_t middle, long count,
    int16_t *target);

/// Eight neighbouring target columns.
typedef struct {
  /// Where in the line the pixels of the first and of the fifth column begin.
  int32_t first[2];
  /// Which of the next 16 bytes from there on are the first two pixels of each column.
  uint8_t places[32];
} reel_columns;

/// Weighs neighbours in a line of sums and writes pixels: a sum, rounded, without its last `shift`
/// bits, from 0 to 255.
///
/// - columns: One for every eight columns; the last one's reach to the end, over those before.
/// - weights: For every eight columns and every two taps, two weights for each column.
/// - pairs: Half the number of taps.
/// - count: Columns, at least 8.
void reel_filter_across(
    const int16_t *line, const reel_columns *columns, const int16_t *weights, long pairs, int shift,
    long count, uint8_t *target);
