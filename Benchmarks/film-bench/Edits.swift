import BenchSupport
import Foundation

/// What reel does after an edit: how long it takes, and which stages run.
struct Edits {
  struct Result {
    var edit: String
    var process: TimedProcess
    /// Stages that ran, by name.
    var stages: [String: Int]
  }

  private(set) var results: [Result] = []
  private var project: ReelProject
  private let workplace: Workplace

  /// Builds the film from an empty store.
  init(
    _ film: ReferenceFilm, name: String, _ options: FilmOptions, in workplace: Workplace
  ) throws {
    self.workplace = workplace
    project = ReelProject(film: ReelFilm(film: film), programs: options.programs, name: name)
    try measure("cold") { _ in }
  }

  /// Changes the recipe and builds again.
  mutating func measure(_ edit: String, _ change: (inout ReelFilm) -> Void) throws {
    change(&project.film)
    try project.write(in: workplace)
    let events = workplace.path("events.json")
    // `--json` asks for an account of every stage and costs a null build its receipt.
    let process = try workplace.run(project.command + ["--json", events])
    results.append(Result(edit: edit, process: process, stages: try Self.stages(in: events)))
  }

  /// The edits of the reference film: one caption, the music, nothing.
  mutating func measureSmall() throws {
    try measure("nothing changed") { _ in }
    try measure("one caption") { $0.film.scenes[5].words += " Indeed." }
    try measure("music's volume") { $0.musicVolume = "-21dB" }
  }

  /// The edit of the long film: another clip in one scene, and other words.
  mutating func measureLong() throws {
    let middle = project.film.film.scenes.count / 2
    try measure("one scene's caption") { $0.film.scenes[middle].words += " Indeed." }
    try measure("one scene's picture") {
      $0.film.scenes[middle + 2].path = $0.film.scenes[middle + 4].path
    }
  }

  private static func stages(in path: String) throws -> [String: Int] {
    var stages: [String: Int] = [:]
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      guard
        let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        event["event"] as? String == "stage_finished", let stage = event["stage"] as? String
      else { continue }
      stages[stage, default: 0] += 1
    }
    return stages
  }
}
