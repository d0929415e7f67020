// Measures what films cost: the reference film by reel, by one ffmpeg command, by melt and by
// MoviePy, in turn, in one run; then what reel does after small edits of it and of a long film.
// See docs/performance.md.

import BenchSupport
import Foundation

/// Prints at once, also into a pipe: some of the lines are minutes apart.
func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

do {
  let options = try FilmOptions(Array(CommandLine.arguments.dropFirst()))
  let workplace = try Workplace(in: options.folder)
  defer { if !options.keeps { workplace.remove() } }
  let film = try MediaSet(options, in: workplace).film(in: workplace)

  say("\(film.scenes.count) scenes, \(film.length) s, 720p30, median of \(options.rounds)")
  let comparison = try Comparison(of: film, options: options, in: workplace)
  say(Table.row(["tool", "wall", "CPU", "memory", "size", "reel/wall", "reel/CPU", "SSIM"]))
  let reel = comparison.results.first { $0.tool == .reel }?.process
  for result in comparison.results {
    let process = result.process
    say(
      Table.row([
        result.tool.rawValue, Table.seconds(process.seconds),
        Table.seconds(process.processorSeconds), Table.megabytes(process.peakTreeMemory ?? 0),
        Table.megabytes(result.size),
        reel.map { Table.ratio($0.seconds / process.seconds) } ?? "-",
        reel.map { Table.ratio($0.processorSeconds / process.processorSeconds) } ?? "-",
        result.likeness.map { String(format: "%.4f", $0) } ?? "-",
      ]))
  }

  var edits = [("the reference film", try Edits(film, name: "edited", options, in: workplace))]
  try edits[0].1.measureSmall()
  if options.longScenes > 0 {
    var long = try Edits(
      film.extended(to: options.longScenes), name: "long", options, in: workplace)
    try long.measureLong()
    edits.append(("\(options.longScenes) scenes", long))
  }
  for (name, edits) in edits {
    say("\n\(name), built once, each edit the median of \(Edits.turns)")
    say(Table.row(["edit", "wall", "CPU", "cold/wall", "stages run"]))
    let cold = edits.results[0].process.seconds
    for result in edits.results {
      let stages = result.stages.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      say(
        Table.row([
          result.edit, Table.seconds(result.process.seconds),
          Table.seconds(result.process.processorSeconds),
          Table.ratio(result.process.seconds / cold), "",
        ]) + stages.joined(separator: ", "))
    }
  }
} catch {
  say("film-bench: \(error)")
  exit(1)
}
