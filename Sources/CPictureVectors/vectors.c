#include "vectors.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

int reel_vectors_supported(void) { return __builtin_cpu_supports("avx2") != 0; }

AVX2 static inline void filter_block_down(
    const uint8_t *const *rows, const int16_t *weights, long taps, __m256i middle, long x,
    int16_t *target) {
  const __m256i zero = _mm256_setzero_si256(), sign = _mm256_set1_epi8((char)0x80);
  __m256i low = middle, high = middle;
  for (long tap = 0; tap < taps; tap++) {
    __m256i pixels = _mm256_loadu_si256((const __m256i *)(const void *)(rows[tap] + x));
    __m256i weight = _mm256_set1_epi16(weights[tap]);
    pixels = _mm256_xor_si256(pixels, sign);
    low = _mm256_add_epi16(
        low, _mm256_mulhi_epi16(_mm256_unpacklo_epi8(zero, pixels), weight));
    high = _mm256_add_epi16(
        high, _mm256_mulhi_epi16(_mm256_unpackhi_epi8(zero, pixels), weight));
  }
  // Unpacking left the halves of each 16 pixels apart.
  __m256i *sums = (__m256i *)(void *)(target + x);
  _mm256_storeu_si256(sums, _mm256_permute2x128_si256(low, high, 0x20));
  _mm256_storeu_si256(sums + 1, _mm256_permute2x128_si256(low, high, 0x31));
}

AVX2 void reel_filter_down(
    const uint8_t *const *rows, const int16_t *weights, long taps, int16_t middle, long count,
    int16_t *target) {
  const __m256i start = _mm256_set1_epi16(middle);
  long x = 0;
  for (; x + 32 <= count; x += 32) filter_block_down(rows, weights, taps, start, x, target);
  // The last ones, some of them once more.
  if (x < count) filter_block_down(rows, weights, taps, start, count - 32, target);
}

AVX2 void reel_filter_across(
    const int16_t *line, const reel_columns *columns, const int16_t *weights, long pairs, int shift,
    long count, uint8_t *target) {
  const __m256i half = _mm256_set1_epi32(1 << (shift - 1));
  const __m128i bits = _mm_cvtsi32_si128(shift);
  for (long x = 0; x < count; x += 8, columns++) {
    const __m256i places = _mm256_loadu_si256((const __m256i *)(const void *)columns->places);
    const int16_t *first = line + columns->first[0], *fifth = line + columns->first[1];
    __m256i sums = half;
    for (long pair = 0; pair < pairs; pair++, weights += 16) {
      __m256i pixels = _mm256_inserti128_si256(
          _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(first + 2 * pair))),
          _mm_loadu_si128((const __m128i *)(const void *)(fifth + 2 * pair)), 1);
      __m256i weight = _mm256_loadu_si256((const __m256i *)(const void *)weights);
      sums = _mm256_add_epi32(
          sums, _mm256_madd_epi16(_mm256_shuffle_epi8(pixels, places), weight));
    }
    sums = _mm256_sra_epi32(sums, bits);
    __m128i words =
        _mm_packs_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    long place = x + 8 <= count ? x : count - 8;
    _mm_storel_epi64((__m128i *)(void *)(target + place), _mm_packus_epi16(words, words));
  }
}

#else

int reel_vectors_supported(void) { return 0; }

void reel_filter_down(
    const uint8_t *const *rows, const int16_t *weights, long taps, int16_t middle, long count,
    int16_t *target) {
  __builtin_trap();
}

void reel_filter_across(
    const int16_t *line, const reel_columns *columns, const int16_t *weights, long pairs, int shift,
    long count, uint8_t *target) {
  __builtin_trap();
}

#endif
