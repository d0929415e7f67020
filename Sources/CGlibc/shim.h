#pragma once
// What Swift's module of the C library leaves out.

// The settings of the allocator.
#include <malloc.h>

// Hidden unless a program asks for them before its first header.
int sync_file_range(int file, long offset, long length, unsigned int flags);
int fallocate(int file, int mode, long offset, long length);

/// Lets the kernel begin to write a part of a file to the disk, and does not wait for it; a length
/// of 0 is all that follows. An `fsync` later waits for less.
static inline void reel_begin_writing(int file, long offset, long length) {
  // SYNC_FILE_RANGE_WRITE. It is no more than a hint: `fsync` tells of errors.
  sync_file_range(file, offset, length, 2);
}

/// Takes room on the disk for the first bytes of a file, which is made longer if need be. Its bytes
/// stay as they are. Fails where the file system has no such call; what the library does instead, to
/// write, would disturb others who use the file.
static inline int reel_reserve(int file, long length) { return fallocate(file, 0, 0, length); }
