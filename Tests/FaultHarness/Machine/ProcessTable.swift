import Glibc

/// Finds the processes that belong to a round, wherever they are in the tree: each carries the
/// round's name in its environment.
enum ProcessTable {
  static let variable = "REEL_FAULT_ROUND"

  struct Entry {
    var processID: pid_t
    /// The name of the program, at most 15 letters.
    var name: String
  }

  static func processes(of round: String) -> [Entry] {
    let mark = Array("\(variable)=\(round)".utf8)
    return Files.names(in: "/proc").compactMap { name -> Entry? in
      guard let processID = pid_t(name), processID != getpid(),
        let environment = try? Files.read("/proc/\(name)/environ"),
        environment.split(separator: 0).contains(where: { $0.elementsEqual(mark) })
      else { return nil }
      let program = Files.text("/proc/\(name)/comm").split(separator: "\n").first ?? ""
      return Entry(processID: processID, name: String(program))
    }
  }

  /// The workers of a round that live now.
  static func workers(of round: String) -> [pid_t] {
    processes(of: round).filter { $0.name == "reel-worker" }.map(\.processID)
  }
}
