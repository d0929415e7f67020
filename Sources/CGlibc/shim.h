#pragma once
// What Swift's module of the C library leaves out.

// The settings of the allocator.
#include <malloc.h>

// Hidden unless a program asks for it before its first header.
int sync_file_range(int file, long offset, long length, unsigned int flags);

/// Lets the kernel begin to write a part of a file to the disk, and does not wait for it; a length
/// of 0 is all that follows. An `fsync` later waits for less.
static inline void reel_begin_writing(int file, long offset, long length) {
  // SYNC_FILE_RANGE_WRITE. It is no more than a hint: `fsync` tells of errors.
  sync_file_range(file, offset, length, 2);
}
