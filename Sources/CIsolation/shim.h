#pragma once
#include <errno.h>
#include <linux/memfd.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs a function of a C library in a process of its own, which starts as a copy of this one.
//
// The child runs C only: Swift's runtime may not be entered after a fork of a process with
// several threads. It must not come back either; it ends in `_exit`.

/// What a child is to do. It writes its answer to `file` and returns 0, or another status.
typedef int (*reel_isolated_work)(const void *request, int file);

/// A nameless file in memory, or -1.
///
/// By its number, since the C library declares the call for GNU's dialect only.
static inline int reel_memory_file(void) {
  return (int)syscall(SYS_memfd_create, "answer", MFD_CLOEXEC);
}

/// Runs `work` in a child and waits for it.
///
/// - seconds: how long the child may take before the kernel ends it.
/// Returns the child's status as `waitpid` gives it, or -1 if there could be no child.
static inline int reel_isolate(
    reel_isolated_work work, const void *request, int file, unsigned seconds) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    // The parent thread waits, so it ends before its child only if the whole process is killed.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    sigset_t none;
    sigemptyset(&none);
    signal(SIGALRM, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, 0);
    alarm(seconds);
    _exit(work(request, file));
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

/// The number of a signal that ended a child, 0 if it ended by itself.
static inline int reel_ending_signal(int status) {
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/// The status with which a child ended by itself.
static inline int reel_exit_status(int status) { return WEXITSTATUS(status); }

// The child's answer: records of a kind, a size and that many bytes.

enum {
  /// int32: samples per second.
  REEL_RECORD_RATE = 1,
  /// int16 each.
  REEL_RECORD_SAMPLES = 2,
  /// int32: offset in the text, length, first sample, sample after the last (-1: not known).
  REEL_RECORD_WORD = 3,
  /// A text: what a library says of itself.
  REEL_RECORD_TEXT = 4,
  /// Nothing: the answer is whole.
  REEL_RECORD_END = 5,
};

/// Writes all of it, or returns -1.
static inline int reel_write_all(int file, const void *bytes, size_t size) {
  const char *next = (const char *)bytes;
  while (size > 0) {
    ssize_t written = write(file, next, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return -1;
    next += written;
    size -= (size_t)written;
  }
  return 0;
}

static inline int reel_write_record(int file, int32_t kind, const void *bytes, int32_t size) {
  int32_t head[2] = {kind, size};
  if (reel_write_all(file, head, sizeof head) < 0) return -1;
  return reel_write_all(file, bytes, (size_t)size);
}

static inline int reel_write_text(int file, const char *text) {
  if (!text) text = "";
  return reel_write_record(file, REEL_RECORD_TEXT, text, (int32_t)strlen(text));
}
