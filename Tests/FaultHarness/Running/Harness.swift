import Dispatch
import Glibc
import Synchronization

/// Runs rounds, some at a time, and prints what came of them.
final class Harness: Sendable {
  private let options: HarnessOptions
  private let programs: Programs
  private let folder: String
  private let references: References
  private let faults: [any Fault]
  private let obstacles: [String: String]
  private let state = Mutex(State())

  /// Set by a signal: the rounds that run are ended as they should, and then it stops.
  private static let isInterrupted = Atomic(false)

  private struct State {
    var next = 0
    var tally = Tally()
    var trouble: String?
  }

  /// - Throws: ``HarnessError`` if the programs are not there or no fault can be tried.
  init(_ options: HarnessOptions) throws {
    self.options = options
    guard let path = realpath(options.programs, nil) else {
      throw HarnessError("\(options.programs) is not there: run 'make build' first")
    }
    defer { free(path) }
    programs = try Programs(folder: String(cString: path))
    var template = Array("/tmp/reel-faults-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw HarnessError.system("make", "a folder") }
    folder = String(cString: made)
    references = References(folder: "\(folder)/references", programs: programs)
    let wanted = FaultList.all.filter { options.fault == nil || $0.name == options.fault }
    var obstacles: [String: String] = [:]
    for fault in wanted { obstacles[fault.name] = fault.obstacle(programs) }
    self.obstacles = obstacles
    faults = wanted
  }

  /// - Returns: The exit status.
  func run() -> Int32 {
    Self.print("seed \(options.seed), \(faults.count) faults, programs in \(programs.folder)")
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in Harness.isInterrupted.store(true, ordering: .relaxed) }
    }
    let rounds = options.round.map { [$0] } ?? Array(1...options.rounds)
    let begin = Clock.now
    if faults.allSatisfy({ obstacles[$0.name] != nil }) {
      for fault in faults { Self.print("\(fault.name): \(obstacles[fault.name] ?? "")") }
      Files.remove(folder)
      return 3
    }
    DispatchQueue.concurrentPerform(iterations: min(options.jobs, rounds.count)) { _ in
      while let index = claim(rounds.count) { runRound(rounds[index]) }
    }
    return report(seconds: Clock.now - begin)
  }

  private func claim(_ count: Int) -> Int? {
    state.withLock { state in
      if Self.isInterrupted.load(ordering: .relaxed) {
        state.trouble = state.trouble ?? "it was interrupted"
      }
      guard state.next < count, state.trouble == nil else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private func runRound(_ number: Int) {
    let begin = Clock.now
    var random = Randomness(seed: options.seed, round: number)
    let fault = choose(&random)
    let place = "\(folder)/round-\(number)"
    do {
      let round = try Round(
        number: number, folder: place, film: random.pick(fault.films),
        start: random.pick(fault.starts), jobs: random.number(1...3), random: random,
        references: references, programs: programs)
      defer { fault.cleanUp(round) }
      try fault.prepare(round)
      try round.prepareStore()
      try fault.strike(round)
      try Aftermath(round: round, fault: fault).check()
      end(round, fault, seconds: Clock.now - begin)
    } catch {
      state.withLock { $0.trouble = $0.trouble ?? "round \(number), \(fault.name): \(error)" }
    }
  }

  /// What cannot be tried here is passed over, and something else comes in its place.
  private func choose(_ random: inout Randomness) -> any Fault {
    let total = faults.reduce(0) { $0 + $1.weight }
    while true {
      var number = random.number(0...total - 1)
      for fault in faults {
        number -= fault.weight
        if number >= 0 { continue }
        if obstacles[fault.name] == nil { return fault }
        break
      }
    }
  }

  private func end(_ round: Round, _ fault: any Fault, seconds: Double) {
    let hasLoss = !round.losses.isEmpty
    state.withLock { state in
      state.tally.add(fault.name, hasLoss: hasLoss, seconds: seconds)
      if hasLoss {
        Self.print(
          """
          LOSS in round \(round.number): \(fault.name), film \(round.film.name), start \
          \(round.start), jobs \(round.jobs)
            \(round.story.joined(separator: "\n  "))
            again: \(CommandLine.arguments[0]) --seed \(options.seed) --round \(round.number)\
          \(options.fault.map { " --fault \($0)" } ?? "") --programs \(options.programs)
            folder: \(round.folder)
          """)
      } else if state.tally.rounds % 50 == 0 {
        Self.print("\(state.tally.rounds) rounds, \(state.tally.losses) with losses")
      }
    }
    if !hasLoss && !options.keepsAll { Files.remove(round.folder) }
  }

  private func report(seconds: Double) -> Int32 {
    let (tally, trouble) = state.withLock { ($0.tally, $0.trouble) }
    Self.print(tally.table(faults, obstacles: obstacles))
    Self.print("seed \(options.seed), \(Int(seconds.rounded())) s")
    if let trouble { Self.print("the harness could not go on: \(trouble)") }
    Self.print("\(tally.rounds - tally.losses) passed, \(tally.losses) failed")
    let hasNothingToShow = trouble == nil || Self.isInterrupted.load(ordering: .relaxed)
    if tally.losses == 0 && hasNothingToShow && !options.keepsAll { Files.remove(folder) }
    return trouble != nil ? 3 : tally.losses > 0 ? 1 : 0
  }

  /// At once, also into a pipe.
  private static func print(_ text: String) {
    Swift.print(text)
    fflush(nil)
  }
}
