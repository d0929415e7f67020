import BenchSupport
import Foundation

/// What reel does after an edit: how long it takes, and which stages run.
struct Edits {
  struct Result {
    var edit: String
    /// Of several turns the one with the median wall time.
    var process: TimedProcess
    /// Stages that ran, by name.
    var stages: [String: Int]
  }

  /// How often an edit is made, each time in another scene: scenes differ, and so do moments.
  static let turns = 5

  private(set) var results: [Result] = []
  private var project: ReelProject
  private let workplace: Workplace

  /// Builds the film from an empty store.
  init(
    _ film: ReferenceFilm, name: String, _ options: FilmOptions, in workplace: Workplace
  ) throws {
    self.workplace = workplace
    project = ReelProject(film: ReelFilm(film: film), programs: options.programs, name: name)
    try measure("cold", turns: 1) { _, _ in }
  }

  /// Changes the recipe and builds again, several times.
  private mutating func measure(
    _ edit: String, turns: Int = Self.turns, _ change: (inout ReelFilm, _ turn: Int) -> Void
  ) throws {
    var runs: [Result] = []
    for turn in 0..<turns {
      change(&project.film, turn)
      try project.write(in: workplace)
      let events = workplace.path("events.json")
      // `--json` asks for an account of every stage and costs a null build its receipt.
      let process = try workplace.run(project.command + ["--json", events])
      runs.append(Result(edit: edit, process: process, stages: try Self.stages(in: events)))
    }
    runs.sort { $0.process.seconds < $1.process.seconds }
    results.append(runs[(turns - 1) / 2])
  }

  /// The edits of the reference film: nothing, one caption, the music.
  mutating func measureSmall() throws {
    try measure("nothing changed") { _, _ in }
    try measure("one caption") { $0.film.scenes[3 + $1].words += " Indeed." }
    try measure("music's volume") { $0.musicVolume = "\(-21 - $1)dB" }
  }

  /// The edits of the long film: other words in one scene, and another picture or clip.
  mutating func measureLong() throws {
    let count = project.film.film.scenes.count
    try measure("one scene's caption") {
      $0.film.scenes[(count / 2 + $1) % count].words += " Indeed."
    }
    // Stills and clips take turns, so that two scenes on there is one of the same kind.
    try measure("one scene's picture") {
      let scene = count / 2 + 2 + 3 * $1
      $0.film.scenes[scene % count].path = $0.film.scenes[(scene + 2) % count].path
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
