import BuildEngine
import Testing

@testable import BuildReports

@Suite("Traces")
struct TraceFileTests {
  /// The events of a trace, as Perfetto and chrome://tracing want them.
  private func events(_ recorder: BuildRecorder) throws -> [ParsedJSON] {
    let bytes = TraceFile.bytes(
      recorder.report(SampleBuild.setting), cachedCounts: recorder.cachedCounts)
    let trace = try JSONParser.parse(bytes)
    #expect(trace["displayTimeUnit"] == .string("ms"))
    guard case .array(let events)? = trace["traceEvents"] else {
      Issue.record("no events")
      return []
    }
    return events
  }

  private func text(_ event: ParsedJSON, _ name: String) -> String? {
    if case .string(let text)? = event[name] { text } else { nil }
  }

  private func number(_ event: ParsedJSON, _ name: String) -> Double? {
    if case .number(let number)? = event[name] { number } else { nil }
  }

  @Test("Every event has what its phase asks for")
  func structure() throws {
    let events = try events(SampleBuild.recorder())
    for event in events {
      #expect(text(event, "name") != nil && number(event, "pid") == 1)
      switch text(event, "ph") {
      case "M": #expect(event["args"]?["name"] != nil)
      case "X":
        #expect(number(event, "ts") != nil && (number(event, "dur") ?? -1) >= 0)
        #expect(number(event, "tid") != nil)
      case "C":
        guard case .object(let values)? = event["args"] else {
          Issue.record("a counter without a value")
          return
        }
        #expect(values.count == 1 && number(event, "ts") != nil)
      case "s", "f": #expect(number(event, "id") != nil && number(event, "tid") != nil)
      default: Issue.record("an unknown phase")
      }
    }
    let names = events.filter { text($0, "ph") == "M" }.compactMap { $0["args"] }
    #expect(names.compactMap { text($0, "name") } == ["reel build film.yaml", "job 1"])
  }

  @Test("Stages, lost attempts, counters and the critical path are in it")
  func content() throws {
    let events = try events(SampleBuild.recorder())
    let spans = events.filter { text($0, "ph") == "X" }
    #expect(
      spans.map { text($0, "name") } == [
        "other <b>&\"'", "last", "other <b>&\"' (attempt 1 lost)",
      ])
    #expect(number(spans[0], "ts") == 700_000 && number(spans[0], "dur") == 2_000_000)
    let counters = events.filter { text($0, "ph") == "C" }.compactMap { text($0, "name") }
    #expect(counters == ["cached", "memory", "processors", "memory", "processors"])
    let arrows = events.filter { ["s", "f"].contains(text($0, "ph")) }
    #expect(arrows.count == 2)
    #expect(number(arrows[0], "ts") == 2_700_000 && number(arrows[1], "ts") == 2_800_000)
  }

  @Test("Spans of one job never overlap")
  func lanes() {
    let recorder = BuildRecorder()
    recorder.receive(SampleBuild.start(0, "a", .neverBuilt), at: 0)
    recorder.receive(SampleBuild.start(1, "b", .neverBuilt), at: 1)
    recorder.receive(SampleBuild.finish(0, "a", seconds: 2, memory: 1), at: 2)
    recorder.receive(SampleBuild.start(2, "c", .neverBuilt), at: 2)
    recorder.receive(SampleBuild.start(3, "d", .neverBuilt), at: 2.5)
    recorder.receive(SampleBuild.finish(2, "c", seconds: 1, memory: 1), at: 3)
    recorder.receive(SampleBuild.finish(1, "b", seconds: 2, memory: 1), at: 3)
    recorder.receive(SampleBuild.finish(3, "d", seconds: 1, memory: 1), at: 3.5)
    let report = recorder.report(SampleBuild.setting)
    #expect(report.nodes.map(\.lane) == [0, 1, 0, 2])
  }
}
