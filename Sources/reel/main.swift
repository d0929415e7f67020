// reel: make for videos. See docs/architecture.md.

import Glibc

// A reader that goes away (`reel graph | head`) must not look like a crash.
signal(SIGPIPE, SIG_IGN)
exit(CommandLineProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
