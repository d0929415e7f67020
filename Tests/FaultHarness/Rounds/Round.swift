import Glibc

/// One round: a film in a folder, a store, a fault, and what was lost.
final class Round {
  let number: Int
  let folder: String
  let film: Film
  let start: Start
  let jobs: Int
  /// Whether builds without an event stream take part, as people run them: they may be answered
  /// from a receipt.
  let hasPlainBuilds: Bool
  var random: Randomness
  let references: References
  let programs: Programs
  /// The name that its processes carry.
  let mark: String

  /// Where the store is; a fault may put it elsewhere before it begins.
  var store: String
  /// The state that the sources are in now.
  var state: Int
  /// Keys that builds have reported as finished in this round.
  var finished: Set<String> = []
  /// Artifacts that the fault has damaged itself, as paths.
  var damaged: Set<String> = []
  /// What happened, in words, for the log of a loss.
  private(set) var story: [String] = []
  private(set) var losses: [String] = []
  private var runs = 0

  init(
    number: Int, folder: String, film: Film, start: Start, jobs: Int, random: Randomness,
    references: References, programs: Programs
  ) throws {
    self.number = number
    self.folder = folder
    self.film = film
    self.start = start
    self.jobs = jobs
    self.random = random
    hasPlainBuilds = self.random.number(1...3) == 1
    self.references = references
    self.programs = programs
    mark = "\(getpid())-\(number)"
    store = "\(folder)/store"
    state = start == .edited ? 1 : 0
    try Files.createFolder(folder)
    try film.write(to: folder, state: state)
  }

  var recipe: String { "\(folder)/\(Film.recipeName)" }

  func reference() throws -> Reference { try references.reference(film, state: state) }

  /// About how long a build from the start of this round takes, in seconds.
  func expectedSeconds() throws -> Double {
    start == .complete ? 0.012 : try reference().seconds
  }

  /// Puts the store into the state that the round starts from.
  func prepareStore() throws {
    switch start {
    case .empty: break
    case .complete:
      let reference = try reference()
      try Files.copy(reference.store, to: store)
      try placeOutputs(of: reference)
    case .half: try Files.copy(try reference().halfStore, to: store)
    case .edited:
      let before = try references.reference(film, state: 0)
      try Files.copy(before.store, to: store)
      try placeOutputs(of: before)
    }
    try leaveReceipt()
  }

  /// Builds what the store is complete for, so that a receipt says so; the edit comes after.
  private func leaveReceipt() throws {
    guard hasPlainBuilds, start == .complete || start == .edited else { return }
    note("with a receipt")
    if start == .edited { try film.write(to: folder, state: 0) }
    try finish(build(isPlain: true), states: [0])
    if start == .edited { try film.write(to: folder, state: state) }
  }

  private func placeOutputs(of reference: Reference) throws {
    try Files.createFolder("\(folder)/out")
    for (name, bytes) in reference.outputs { try Files.write(bytes, to: "\(folder)/\(name)") }
  }

  // MARK: - Builds

  /// Starts a build of the film.
  ///
  /// - Parameters:
  ///   - prefix: A command that runs the build's, such as a shell that closes a descriptor.
  ///   - output: Where its standard output goes, if not to the log.
  ///   - isPlain: Whether it writes no event stream.
  func build(
    prefix: [String] = [], options: [String] = [], environment: [String: String] = [:],
    output: Child.Streams.Target? = nil, outputFolder: String? = nil, recipe: String? = nil,
    isPlain: Bool = false
  ) throws -> BuildRun {
    runs += 1
    let log = "\(folder)/log-\(runs)"
    let events = "\(folder)/events-\(runs)"
    var command =
      prefix + programs.build(recipe: recipe ?? self.recipe, store: store, jobs: jobs)
    if !isPlain { command += ["--json", events] }
    command += options
    if let outputFolder { command += ["--output-dir", outputFolder] }
    let child = try Child(
      command, environment: environment.merging([ProcessTable.variable: mark]) { $1 },
      streams: .init(output: output ?? .file(log), errors: .file(log)))
    return BuildRun(
      child: child, events: events, log: log, outputFolder: outputFolder ?? "\(folder)/out")
  }

  /// Waits for a disturbed build, notes what it finished, and holds it to what every build owes:
  /// a documented exit status, no death but by the signal that was sent, and right outputs if it
  /// says that all went well.
  ///
  /// - Parameters:
  ///   - allowed: The exit statuses that may follow from the fault.
  ///   - signal: The signal that the fault has sent.
  ///   - states: The states of the sources that the outputs may be made from.
  @discardableResult
  func finish(
    _ run: BuildRun, allowed: Set<Int32> = [0], signal: Int32? = nil, states: [Int]? = nil,
    checksOutputs: Bool = true, speaks: Bool = true
  ) throws -> Child.Exit? {
    let exit = run.child.wait(seconds: BuildRun.patience)
    finished.formUnion(run.stream.finished)
    switch exit {
    case nil: lose("a build hung: it had not ended after \(Int(BuildRun.patience)) s", run)
    case .signal(let number)?:
      note("the build died by signal \(number)")
      if number != signal { lose("a build died by signal \(number)", run) }
    case .status(let status)?:
      note("the build ended with status \(status)")
      if !allowed.contains(status) { lose("a build ended with status \(status)", run) }
      if status != 0 && speaks && Files.size(run.log) == 0 {
        lose("a build failed without a word", run)
      }
      if status == 0 && checksOutputs {
        try compareOutputs(in: run.outputFolder, states: states ?? [state], after: "that build")
      }
    }
    return exit
  }

  /// Compares the outputs with those of undisturbed builds.
  func compareOutputs(in outputFolder: String, states: [Int], after what: String) throws {
    let made = film.outputs.map { output -> [UInt8]? in
      let name = output.dropFirst("out/".count)
      return try? Files.read("\(outputFolder)/\(name)")
    }
    for state in states {
      let reference = try references.reference(film, state: state)
      if zip(film.outputs, made).allSatisfy({ reference.outputs[$0] == $1 }) { return }
    }
    let reference = try references.reference(film, state: states[0])
    let wrong = zip(film.outputs, made).filter { reference.outputs[$0] != $1 }
      .map { "\($0) (\($1 == nil ? "missing" : "other bytes"))" }
    lose("after \(what), not as undisturbed: \(wrong.joined(separator: ", "))")
  }

  // MARK: - The record of the round

  func note(_ text: String) { story.append(text) }

  func lose(_ text: String, _ run: BuildRun? = nil) {
    losses.append(text)
    note("LOSS: \(text)")
    if let run {
      note(Files.text(run.log).split(separator: "\n").suffix(6).joined(separator: "\n    "))
    }
  }
}
