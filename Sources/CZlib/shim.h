#pragma once
#include <zlib.h>

/// `inflateInit2`, which is a macro that adds the header's version.
static inline int reel_inflate_start(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
