import BenchSupport
import Glibc

/// What is measured, and where.
struct BenchOptions {
  var sizes = [1000, 10_000, 100_000]
  var rounds = 15
  /// The folder of the programs.
  var programs = ""
  /// A folder for projects; each is removed once it has been measured.
  var folder = "/tmp"
  /// Up to so many nodes ninja and make are measured as well: their first builds start a shell
  /// for each node.
  var rivalLimit = 10_000

  init(_ words: [String]) throws {
    var words = words[...]
    while let name = words.popFirst() {
      guard let value = words.popFirst() else { throw BenchError("\(name) wants a value") }
      switch name {
      case "--sizes": sizes = try value.split(separator: ",").map { try Self.number($0) }
      case "--rounds": rounds = try Self.number(value[...])
      case "--programs": programs = value
      case "--folder": folder = value
      case "--no-make-above": rivalLimit = try Self.number(value[...])
      default: throw BenchError("there is no option \(name)")
      }
    }
    guard !programs.isEmpty else { throw BenchError("--programs is missing") }
    if !programs.hasPrefix("/"), let current = getcwd(nil, 0) {
      programs = "\(String(cString: current))/\(programs)"
      free(current)
    }
  }

  private static func number(_ text: Substring) throws -> Int {
    guard let number = Int(text), number > 0 else { throw BenchError("no number: \(text)") }
    return number
  }
}
