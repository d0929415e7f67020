internal import BuildGraph

/// A build as a trace in the format of Chrome's tracing, which Perfetto reads as well.
///
/// The format is described in the document "Trace Event Format" of the Chromium project; times
/// are in microseconds. A job is a thread; memory, processors and nodes found in the store are
/// counters; arrows follow the critical path.
public enum TraceFile {
  /// - Parameter cachedCounts: How many nodes had been found in the store, over time.
  public static func bytes(
    _ report: BuildReport, cachedCounts: [(at: Double, count: Int)] = []
  ) -> [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.string("displayTimeUnit", "ms")
      json.array("traceEvents") { json in
        writeNames(report, to: &json)
        for node in report.nodes where node.state != .cached { write(node, to: &json) }
        for lost in report.lostAttempts { write(lost, to: &json) }
        writeCounters(report, cachedCounts, to: &json)
        writePath(report, to: &json)
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func writeNames(_ report: BuildReport, to json: inout JSONBytes) {
    let recipes = report.setting.recipes.joined(separator: ", ")
    name("process_name", "reel build \(recipes)", lane: nil, to: &json)
    let spans = report.nodes.filter { $0.state != .cached }.map(\.lane)
    let lanes = (spans + report.lostAttempts.map(\.lane)).max() ?? 0
    for lane in 0...lanes { name("thread_name", "job \(lane + 1)", lane: lane, to: &json) }
  }

  private static func name(
    _ kind: String, _ text: String, lane: Int?, to json: inout JSONBytes
  ) {
    json.newline()
    json.object { json in
      json.string("name", kind)
      json.string("ph", "M")
      json.integer("pid", 1)
      if let lane { json.integer("tid", lane + 1) }
      json.object("args") { $0.string("name", text) }
    }
  }

  private static func write(_ node: BuildReport.Node, to json: inout JSONBytes) {
    span(node.name, node.stage, node.lane, node.start, node.end, to: &json) { json in
      json.string("stage", node.stage)
      json.string("state", node.state.rawValue)
      json.decimal("cpu_seconds", node.cpuSeconds)
      json.integer("memory_bytes", Int(node.peakMemory))
      json.integer("attempts", node.attempts)
      if let reason = node.reason { json.string("reason", reason) }
    } extra: { json in
      if node.state == .failed { json.string("cname", "terrible") }
    }
  }

  private static func write(_ lost: BuildReport.LostAttempt, to json: inout JSONBytes) {
    let name = "\(lost.name) (attempt \(lost.attempt) lost)"
    span(name, lost.stage, lost.lane, lost.start, lost.end, to: &json) { json in
      json.string("stage", lost.stage)
      json.string("state", "retried")
      json.string("cause", lost.cause)
    } extra: { json in
      json.string("cname", "bad")
    }
  }

  private static func span(
    _ name: String, _ category: String, _ lane: Int, _ start: Double, _ end: Double,
    to json: inout JSONBytes, arguments: (inout JSONBytes) -> Void,
    extra: (inout JSONBytes) -> Void
  ) {
    json.newline()
    json.object { json in
      json.string("name", name)
      json.string("cat", category)
      json.string("ph", "X")
      json.integer("pid", 1)
      json.integer("tid", lane + 1)
      json.integer("ts", microseconds(start))
      json.integer("dur", max(microseconds(end) - microseconds(start), 0))
      extra(&json)
      json.object("args", arguments)
    }
  }

  private static func writeCounters(
    _ report: BuildReport, _ cachedCounts: [(at: Double, count: Int)], to json: inout JSONBytes
  ) {
    func counter(
      _ name: String, _ at: Double, _ key: String, _ value: Double, digits: Int
    ) {
      json.newline()
      json.object { json in
        json.string("name", name)
        json.string("ph", "C")
        json.integer("pid", 1)
        json.integer("ts", microseconds(at))
        json.object("args") { $0.decimal(key, value, digits: digits) }
      }
    }
    for (at, count) in cachedCounts { counter("cached", at, "stages", Double(count), digits: 0) }
    for sample in report.samples {
      counter("memory", sample.at, "MB", Double(sample.memory) / 1e6, digits: 1)
      counter("processors", sample.at, "busy", sample.processors, digits: 2)
    }
  }

  private static func writePath(_ report: BuildReport, to json: inout JSONBytes) {
    let ids = Set(report.criticalPath.ids)
    let path = report.nodes.filter { ids.contains($0.id) }
    for (index, (from, to)) in zip(path, path.dropFirst()).enumerated() {
      arrow("s", index, from.lane, from.end, to: &json)
      arrow("f", index, to.lane, max(to.start, from.end), to: &json)
    }
  }

  private static func arrow(
    _ phase: String, _ number: Int, _ lane: Int, _ at: Double, to json: inout JSONBytes
  ) {
    json.newline()
    json.object { json in
      json.string("name", "critical path")
      json.string("cat", "critical path")
      json.string("ph", phase)
      if phase == "f" { json.string("bp", "e") }
      json.integer("id", number + 1)
      json.integer("pid", 1)
      json.integer("tid", lane + 1)
      json.integer("ts", microseconds(at))
    }
  }

  private static func microseconds(_ seconds: Double) -> Int {
    Int((min(max(seconds, 0), 1e9) * 1_000_000).rounded())
  }
}
