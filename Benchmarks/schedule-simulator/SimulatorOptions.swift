import ScheduleSimulation

/// What the simulator is asked to simulate.
struct SimulatorOptions {
  static let usage = """
    usage: schedule-simulator [options]

      --graph NAME     one of wide, chain, film, short-film, layered, even; all unless given
      --report FILE    the JSON that reel build --report wrote, instead of made-up graphs
      --workers LIST   1,2,8,64,1000 unless given
      --memory-gb N    a cap on the memory of all that runs at once
      --noise N        the deviation of the logarithm of expected durations from real ones,
                       such as 0.3; 0 unless given
      --seed N         of the made-up graphs and of the noise; 1 unless given
    """

  /// Why the arguments are of no use.
  struct Refusal: Error {
    var message: String
  }

  var graphs: [String] = []
  var reports: [String] = []
  var workers = [1, 2, 8, 64, 1000]
  /// Bytes.
  var memoryCap: Int64?
  var noise = 0.0
  var seed: UInt64 = 1
  var wantsHelp = false

  /// - Throws: ``Refusal`` for an option or a value that there is not.
  init(_ arguments: [String]) throws(Refusal) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      if option == "--help" {
        wantsHelp = true
        return
      }
      guard let value = rest.popFirst() else {
        throw Refusal(message: "There is no option \(option), or it lacks its value.")
      }
      try take(option, value)
    }
  }

  private mutating func take(_ option: String, _ value: String) throws(Refusal) {
    switch option {
    case "--graph":
      guard SyntheticGraphs.all.contains(where: { $0.name == value }) else {
        throw Refusal(message: "There is no graph \"\(value)\".")
      }
      graphs.append(value)
    case "--report": reports.append(value)
    case "--workers":
      workers = value.split(separator: ",").map { Int($0) ?? 0 }
      guard !workers.isEmpty, workers.allSatisfy({ (1...100_000).contains($0) }) else {
        throw Refusal(message: "--workers takes numbers from 1 to 100000, such as 2,8.")
      }
    case "--memory-gb":
      guard let size = Double(value), size > 0, size < 1e6 else {
        throw Refusal(message: "--memory-gb takes a number above 0, not \(value).")
      }
      memoryCap = Int64(size * 1e9)
    case "--noise":
      guard let number = Double(value), number >= 0, number <= 10 else {
        throw Refusal(message: "--noise takes a number from 0 to 10, not \(value).")
      }
      noise = number
    case "--seed":
      guard let number = UInt64(value) else {
        throw Refusal(message: "--seed takes a whole number, not \(value).")
      }
      seed = number
    default: throw Refusal(message: "There is no option \(option).")
    }
  }

  /// The graphs, each made or read when its turn comes.
  func forEachGraph(
    _ body: (TaskGraph) -> Void
  ) throws(RecordedGraph.Unreadable) {
    for report in reports { body(try RecordedGraph.load(report)) }
    if !reports.isEmpty { return }
    for (name, make) in SyntheticGraphs.all where graphs.isEmpty || graphs.contains(name) {
      body(make(seed))
    }
  }
}
