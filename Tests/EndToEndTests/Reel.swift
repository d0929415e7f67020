import Foundation
import Testing

/// The answer of one `reel build`.
struct Build {
  var result: Program.Result
  /// The events, one object a line.
  var events: [[String: Any]]

  var status: Int32 { result.status }
  var summary: [String: Any] { events.last { $0["event"] as? String == "finished" } ?? [:] }
  var ran: Int { summary["ran"] as? Int ?? -1 }
  var cached: Int { summary["cached"] as? Int ?? -1 }
  var stages: Int { summary["stages"] as? Int ?? -1 }

  /// Stage and name of every stage that ran, sorted.
  var ranStages: [String] {
    events.filter { $0["event"] as? String == "stage_finished" }.map {
      "\($0["stage"] as? String ?? "") \($0["name"] as? String ?? "")"
    }.sorted()
  }
}

extension Folder {
  /// Builds recipes of this folder with a store in it.
  func build(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> Build
  {
    let events = ".events-\(UUID().uuidString)"
    defer { try? remove(events) }
    let result = try Program.reel.run(
      ["build", "--store", path("store"), "--json", path(events), "--progress", "none"]
        + arguments, in: self)
    #expect(result.signal == nil, "\(result.errors)", sourceLocation: sourceLocation)
    let text = (try? String(contentsOf: url(events), encoding: .utf8)) ?? ""
    let lines = try text.split(separator: "\n").map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    return Build(result: result, events: lines)
  }
}
