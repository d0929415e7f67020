/// Counts rounds and losses by fault.
struct Tally {
  struct Line {
    var rounds = 0
    var losses = 0
    var seconds = 0.0
  }

  private(set) var lines: [String: Line] = [:]

  mutating func add(_ fault: String, hasLoss: Bool, seconds: Double) {
    lines[fault, default: Line()].rounds += 1
    if hasLoss { lines[fault, default: Line()].losses += 1 }
    lines[fault, default: Line()].seconds += seconds
  }

  var rounds: Int { lines.values.reduce(0) { $0 + $1.rounds } }
  var losses: Int { lines.values.reduce(0) { $0 + $1.losses } }

  /// A table in the order of the faults.
  ///
  /// - Parameter obstacles: Why a fault was not tried, by its name.
  func table(_ faults: [any Fault], obstacles: [String: String]) -> String {
    var rows = ["fault                rounds  losses  seconds a round"]
    for fault in faults {
      let name = Self.pad(fault.name, 20)
      if let obstacle = obstacles[fault.name] {
        rows.append("\(name)  not tried: \(obstacle)")
        continue
      }
      guard let line = lines[fault.name] else { continue }
      let seconds = (line.seconds / Double(line.rounds) * 100).rounded() / 100
      rows.append(
        "\(name) \(Self.pad(line.rounds, 6))  \(Self.pad(line.losses, 6))  \(seconds)")
    }
    return rows.joined(separator: "\n")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
