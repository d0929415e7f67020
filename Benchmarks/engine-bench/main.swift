// Measures what a build costs in which nothing is to be done: reel beside ninja and make, on
// graphs of the same shape, in turn, in one run.
//
//   engine-bench --programs FOLDER [--sizes 1000,10000,100000] [--rounds 15] [--folder FOLDER]
//                [--no-make-above 10000]
//
// `--programs` holds reel and stand-in-worker. See docs/performance.md.

import Glibc

do {
  let options = try BenchOptions(Array(CommandLine.arguments.dropFirst()))
  print("null builds, median of \(options.rounds) rounds, in milliseconds; peak memory of reel")
  print(Measurement.header)
  for size in options.sizes {
    var project = try Project(nodes: size, in: options.folder, programs: options.programs)
    defer { project.remove() }
    try project.prepare(withRivals: size <= options.rivalLimit)
    print(try Measurement(of: project, rounds: options.rounds).row)
  }
} catch {
  print("engine-bench: \(error)")
  exit(1)
}
