#pragma once
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs a program of which nothing may be left once it has ended, or its caller has.
//
// Between the caller and the program stands a supervisor, a copy of the caller in a session of
// its own. It ends the program and all that the program started when the program itself ends, and
// when the caller closes its end of a pipe or dies. A signal at the death of a parent would not
// do: it reaches the program, but none of what the program has started.
//
// As in shim.h, what runs after a fork is C only.

/// A program and where it runs. All of it has to stay in place until the supervisor has started.
typedef struct {
  const char *path;
  char *const *arguments;
  char *const *environment;
  const char *folder;
  /// What becomes its standard output and standard error.
  int output;
  /// The caller's end of this pipe is open as long as the program may run.
  int lifeline;
  /// Takes one `reel_ending`.
  int report;
} reel_command;

/// How a program ended.
typedef struct {
  /// As `waitpid` gives it.
  int32_t status;
  /// 0, or the error because of which the program could not be started.
  int32_t error;
  /// The largest resident memory of any process that it was made of, in bytes.
  int64_t peak_memory;
} reel_ending;

/// A pipe whose ends no other program gets. By its number, as the C library declares it for GNU's
/// dialect only.
static inline int reel_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, O_CLOEXEC); }

/// Lets a pipe hold a megabyte, if it may: what floods it then waits less often. The command's
/// number, since it is declared as above.
static inline void reel_widen(int pipe) { (void)fcntl(pipe, 1031, 1 << 20); }

/// Copies from where one file stands to where another does, in the kernel. Shares the blocks where
/// the file system can. By its number, as above.
static inline ssize_t reel_copy_range(int source, int target, size_t size) {
  return syscall(SYS_copy_file_range, source, NULL, target, NULL, size, 0);
}

/// Closes every descriptor but three, which are put in order.
static inline void reel_close_all_but(int kept[3]) {
  for (int pass = 0; pass < 2; pass++) {
    for (int index = 0; index < 2; index++) {
      if (kept[index] <= kept[index + 1]) continue;
      int low = kept[index + 1];
      kept[index + 1] = kept[index];
      kept[index] = low;
    }
  }
  int next = 0;
  int works = 1;
  for (int index = 0; index < 3; index++) {
    int file = kept[index];
    if (file > next) works &= syscall(SYS_close_range, next, file - 1, 0) == 0;
    next = file + 1;
  }
  works &= syscall(SYS_close_range, next, ~0u, 0) == 0;
  if (works) return;
  for (int file = 0; file < 1024; file++) {
    if (file != kept[0] && file != kept[1] && file != kept[2]) close(file);
  }
}

/// Sends SIGKILL to the children of this process, whatever group they are in.
static inline void reel_kill_children(void) {
  int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  char text[4096];
  pid_t child = 0;
  ssize_t count;
  while ((count = read(file, text, sizeof text)) > 0) {
    for (ssize_t index = 0; index < count; index++) {
      if (text[index] >= '0' && text[index] <= '9') {
        child = child * 10 + (text[index] - '0');
      } else {
        if (child > 0) kill(child, SIGKILL);
        child = 0;
      }
    }
  }
  close(file);
}

/// Ends all that is left of a group and of this process's children, and waits until it is gone.
static inline void reel_end_all(pid_t group) {
  kill(-group, SIGKILL);
  // What has moved to a group of its own becomes a child of this process when its parent dies,
  // so the children change while they are ended. Half a second is for what cannot be killed yet.
  for (int round = 0; round < 500; round++) {
    reel_kill_children();
    pid_t ended;
    do { ended = waitpid(-1, NULL, WNOHANG); } while (ended > 0);
    if (ended < 0 && errno == ECHILD) return;
    poll(NULL, 0, 1);
  }
}

/// The program's side: never returns.
static inline void reel_become(const reel_command *command, pid_t supervisor, int report) {
  reel_ending ending = {0, 0, 0};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) _exit(127);
  setpgid(0, 0);
  // What is ignored stays so in a new program, and a shell cannot take it back.
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  umask(022);
  // What a worker may take of the memory does not hold for the user's own programs.
  struct rlimit memory;
  if (getrlimit(RLIMIT_DATA, &memory) == 0) {
    memory.rlim_cur = memory.rlim_max;
    setrlimit(RLIMIT_DATA, &memory);
  }
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing > 2) fcntl(nothing, F_SETFD, FD_CLOEXEC);
  if (nothing >= 0 && dup2(nothing, 0) == 0 && dup2(command->output, 1) == 1 &&
      dup2(command->output, 2) == 2 && chdir(command->folder) == 0) {
    execve(command->path, command->arguments, command->environment);
  }
  ending.error = errno;
  (void)!write(report, &ending, sizeof ending);
  _exit(127);
}

/// The supervisor: never returns.
static inline void reel_supervise(const reel_command *command) {
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, 0);
  // Above all the ends that tell others of the caller's death.
  int kept[3] = {command->output, command->lifeline, command->report};
  reel_close_all_but(kept);
  pid_t self = getpid();
  pid_t program = fork();
  if (program == 0) reel_become(command, self, command->report);
  reel_ending ending = {0, program < 0 ? errno : 0, 0};
  int lifeline = command->lifeline, report = command->report;
  close(command->output);
  if (program > 0) {
    setpgid(program, program);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    int children = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    for (;;) {
      // The program's own end decides; orphans that it left end unseen.
      pid_t ended;
      int status;
      while ((ended = waitpid(-1, &status, WNOHANG)) > 0 && ended != program) {}
      if (ended == program) {
        ending.status = status;
        break;
      }
      struct pollfd files[2] = {{lifeline, POLLIN, 0}, {children, POLLIN, 0}};
      // Without a descriptor for signals, it looks now and then.
      int count = poll(files, 2, children < 0 ? 20 : -1);
      if (count > 0 && files[0].revents != 0) {
        ending.status = SIGKILL;
        break;
      }
      struct signalfd_siginfo information;
      if (children >= 0) (void)!read(children, &information, sizeof information);
    }
    reel_end_all(program);
    struct rusage usage;
    if (getrusage(RUSAGE_CHILDREN, &usage) == 0) {
      ending.peak_memory = (int64_t)usage.ru_maxrss * 1024;
    }
  }
  (void)!write(report, &ending, sizeof ending);
  _exit(0);
}

/// Starts a program under a supervisor.
///
/// Returns the supervisor's number, to be waited for once `report` has ended, or -1.
static inline pid_t reel_start(const reel_command *command) {
  // No signal may reach the supervisor while it still has the caller's handlers.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t supervisor = fork();
  if (supervisor == 0) reel_supervise(command);
  pthread_sigmask(SIG_SETMASK, &before, 0);
  return supervisor;
}
