/// What an undisturbed build of a film in one state makes, from nothing, in a store of its own.
struct Reference: Sendable {
  /// The content of each output.
  var outputs: [String: [UInt8]]
  /// The digests of the outputs of each stage, by its key.
  var results: [String: [String]]
  /// How long the build took, in seconds.
  var seconds: Double
  /// The store that it left, to be copied.
  var store: String
  /// The store of a build that was killed when half of its stages were done.
  var halfStore: String

  /// Builds the film in a folder, which is kept.
  init(film: Film, state: Int, folder: String, programs: Programs) throws {
    try film.write(to: folder, state: state)
    store = "\(folder)/store"
    let begin = Clock.now
    let log = "\(folder)/log"
    let command = programs.build(recipe: "\(folder)/\(Film.recipeName)", store: store)
    let child = try Child(
      command + ["--json", "\(folder)/events"], environment: [:],
      streams: .init(output: .file(log), errors: .file(log)))
    guard child.wait(seconds: 60) == .status(0) else {
      throw HarnessError("the undisturbed build of \(film.name) failed:\n\(Files.text(log))")
    }
    seconds = Clock.now - begin
    let events = EventStream(path: "\(folder)/events")
    results = events.results
    outputs = [:]
    for output in film.outputs { outputs[output] = try Files.read("\(folder)/\(output)") }
    halfStore = "\(folder)/half-store"
    try Self.makeHalf(
      halfStore, folder: folder, stages: results.count / 2, programs: programs)
  }

  private static func makeHalf(
    _ store: String, folder: String, stages: Int, programs: Programs
  ) throws {
    let events = "\(folder)/half-events"
    let command = programs.build(
      recipe: "\(folder)/\(Film.recipeName)", store: store)
    let child = try Child(
      command + ["--json", events, "--output-dir", "\(folder)/half-out"], environment: [:],
      streams: .init(output: .file("/dev/null"), errors: .file("/dev/null")))
    while !child.hasEnded(), EventStream(path: events).finished.count < stages {
      Clock.sleep(0.001)
    }
    child.send(9)
    _ = child.wait(seconds: 10)
  }
}
