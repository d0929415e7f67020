// reel: make for videos. See docs/architecture.md.

import Glibc

StandardStreams.holdPlaces()
// A reader that goes away (`reel graph | head`) must not look like a crash.
signal(SIGPIPE, SIG_IGN)
// A file that may not grow further is an error of the write, which says so.
signal(SIGXFSZ, SIG_IGN)
exit(CommandLineProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
