import Glibc

/// What the command line says.
struct HarnessOptions: Sendable {
  var rounds = 300
  var seed: UInt64
  /// The only round to run, or `nil` for all.
  var round: Int?
  /// The only fault to try, or `nil` for all.
  var fault: String?
  /// Whether the folders of rounds without a loss are kept too.
  var keepsAll = false
  /// Rounds at a time.
  var jobs = 2
  /// Where `reel` and `reel-worker` are.
  var programs = ".build/release"

  static let usage = """
    usage: fault-harness [--rounds N] [--seed S] [--round K] [--fault NAME] [--keep] [--jobs N]
                         [--programs DIR] [--list]

    Builds tiny films, lets things go wrong, and checks that nothing was lost.
      --rounds N      how many rounds (300)
      --seed S        what decides all choices (a new one each time)
      --round K       only this round of that seed
      --fault NAME    only this fault; --list names them
      --keep          keep the folders of rounds without a loss too
      --jobs N        rounds at a time (2)
      --programs DIR  where reel and reel-worker are (.build/release)

    Exit status: 0 no loss, 1 a loss, 2 wrong usage, 3 the harness could not do its work.
    """

  /// - Throws: ``HarnessError`` that says what is wrong.
  init(_ arguments: [String]) throws {
    var system = SystemRandomNumberGenerator()
    // Short enough to be typed.
    seed = UInt64(system.next() as UInt32)
    var rest = arguments[...]
    func value<Value>(_ name: String, _ convert: (String) -> Value?) throws -> Value {
      guard let text = rest.popFirst(), let value = convert(text) else {
        throw HarnessError("\(name) wants a value of its own kind")
      }
      return value
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--rounds": rounds = try value(argument) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
      case "--seed": seed = try value(argument) { UInt64($0) }
      case "--round": round = try value(argument) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
      case "--jobs": jobs = try value(argument) { Int($0).flatMap { (1...64) ~= $0 ? $0 : nil } }
      case "--programs": programs = try value(argument) { $0 }
      case "--keep": keepsAll = true
      case "--fault":
        fault = try value(argument) { name in
          FaultList.all.contains { $0.name == name } ? name : nil
        }
      default: throw HarnessError("there is no option \(argument)")
      }
    }
  }
}
