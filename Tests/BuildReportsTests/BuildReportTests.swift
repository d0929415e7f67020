import BuildEngine
import BuildGraph
import Testing

@testable import BuildReports

@Suite("Build reports")
struct BuildReportTests {
  @Test("A report as JSON: what docs/reports.md promises")
  func golden() {
    let expected = #"""
      {"format":1,"program":"reel 1.2.3","started":"2026-01-02T03:04:05Z","recipes":["film.yaml"],"profile":"fast","jobs":2,"parallel":true,"enable_caching":true,"memory_cap_mb":4000.0,"machine":{"cores":4,"memory_mb":8000.0},
      "status":"succeeded","total_time":4.000,"total_memory_mb":70.0,"peak_memory_mb":80.0,"cache_stats":{"hits":1,"misses":2},"stage_seconds":3.000,"cpu_seconds":1.500,"parallel_speedup":0.75,"held_back_seconds":0.250,"film_seconds":10.000,"times_real_time":2.500,"outputs":["a.mp4"],
      "steps":{
      "work":{"duration":3.000,"cpu_seconds":1.500,"memory_mb":70.0,"ran":2,"cached":1,"failed":0,"hit_rate":0.333}},
      "critical_path":{"seconds":3.000,"ids":[1,2]},
      "failures":[],
      "warnings":["A \u003c/script> is no end."],
      "alerts":[
      {"at":1.000,"name":"other \u003cb>&\"'","stage":"work","kind":"memory_mb","value":70.0,"bound":60.0}],
      "retries":[
      {"id":1,"name":"other \u003cb>&\"'","stage":"work","attempt":1,"start":0.100,"end":0.600,"lane":0,"cause":"The worker died"}],
      "samples":[
      {"at":0.500,"memory_mb":50.0,"processors":0.00},
      {"at":1.000,"memory_mb":80.0,"processors":1.50}],
      "nodes":[
      {"id":0,"name":"first","stage":"work","state":"cached","seconds":0.000,"memory_mb":0.0,"inputs":[]},
      {"id":1,"name":"other \u003cb>&\"'","stage":"work","state":"ran","seconds":2.000,"memory_mb":70.0,"start":0.700,"end":2.700,"cpu_seconds":1.000,"lane":0,"attempts":2,"reason":"number: \"1\" is now \"2\"","changes":["number"],"inputs":[]},
      {"id":2,"name":"last","stage":"work","state":"ran","seconds":1.000,"memory_mb":30.0,"start":2.800,"end":3.800,"cpu_seconds":0.500,"lane":0,"attempts":1,"reason":"never built","inputs":[0,1]}]}

      """#
    #expect(String(decoding: SampleBuild.report().json(), as: UTF8.self) == expected)
  }

  @Test("What is written is read back")
  func roundTrip() throws {
    var report = SampleBuild.report()
    report.failures = [
      .init(name: "a\u{1}\n\\", stage: "s", code: "c", message: "é 😀 \"", detail: nil),
      .init(name: "b", stage: "s", code: "c", message: "m", detail: "two\nlines"),
    ]
    report.setting.storeBytes = 1_000_000
    report.setting.storeLimit = 2_000_000
    report.status = .failed
    for (index, node) in report.nodes.enumerated() where node.end > 0 {
      // Times are written to the millisecond.
      report.nodes[index].start = (node.start * 1000).rounded() / 1000
      report.nodes[index].end = (node.end * 1000).rounded() / 1000
    }
    let read = try BuildReport(json: report.json())
    #expect(read == report)
    #expect(read.json() == report.json())
  }

  @Test(
    "A file that is no report is refused with what is wrong",
    arguments: [
      ("", "it is no JSON: it ends too early, line 1"),
      ("[", "it is no JSON: it ends too early, line 1"),
      ("{\n\"format\":1,}", "it is no JSON: a name is missing, line 2"),
      ("{} x", "it is no JSON: something follows the end, line 1"),
      ("[1]", "it is no report of reel: it is no object"),
      ("{}", "it is no report of reel: 'format' is missing"),
      (
        #"{"format":7}"#,
        "its format 7 is newer than 1, the latest that this version reads; update the program"
      ),
      (#"{"format":"1"}"#, "it is no report of reel: 'format' is not a number"),
      (
        #"{"format":1,"machine":{"cores":1,"memory_mb":-3}}"#,
        "it is no report of reel: 'machine.memory_mb' is not a size"
      ),
      (#"{"format":0.5}"#, "it is no report of reel: 'format' is not a whole number"),
      (#"{"a":"\q"}"#, "it is no JSON: an unknown escape in a text, line 1"),
      (#"{"a":nul}"#, "it is no JSON: an unknown word, line 1"),
      (#"{"a":--1}"#, "it is no JSON: a value is missing, line 1"),
    ])
  func refused(text: String, message: String) {
    do throws(ReportError) {
      _ = try BuildReport(json: Array(text.utf8))
      Issue.record("\(text) was read")
    } catch {
      #expect(error.message == message)
    }
  }

  @Test("Any part of a report, and nesting without end, is an error and no trap")
  func hostile() {
    let bytes = SampleBuild.report().json()
    for length in stride(from: 0, to: bytes.count - 2, by: 7) {
      #expect(throws: ReportError.self) { try BuildReport(json: Array(bytes[..<length])) }
    }
    var seed: UInt64 = 7
    for _ in 0..<400 {
      var copy = bytes
      seed = seed &* 6_364_136_223_846_793_005 &+ 1
      copy[Int(seed >> 33) % copy.count] = UInt8(truncatingIfNeeded: seed >> 20)
      _ = try? BuildReport(json: copy)
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: ReportError.self) { try BuildReport(json: deep) }
  }

  @Test("Figures that no build has are refused or shown, and never trap")
  func extremes() throws {
    let text = String(decoding: SampleBuild.report().json(), as: UTF8.self)
    let numbers = ["0", "-1", "1e12", "1e-12", "1e300", "4095", "-1e12", "0.5"]
    let fields = [
      "total_time", "hits", "misses", "jobs", "cores", "memory_mb", "seconds", "start", "end",
      "lane", "duration", "film_seconds", "processors", "at", "attempts", "id", "held_back_seconds",
    ]
    for field in fields {
      for number in numbers {
        let changed = text.split(separator: "\"\(field)\":", omittingEmptySubsequences: false)
        let rest = changed.dropFirst().map { part in
          number + part.drop { $0.isNumber || $0 == "." || $0 == "-" }
        }
        let json = ([String(changed[0])] + rest).joined(separator: "\"\(field)\":")
        guard let report = try? BuildReport(json: Array(json.utf8)) else { continue }
        #expect(!ReportPage.html(report).isEmpty)
        #expect(!ReportText.text(report).isEmpty)
        #expect(!ReportText.advice(Advisor.advice(on: report)).isEmpty)
        let comparison = BuildComparison(report, SampleBuild.report())
        #expect(!ComparisonText.text(comparison, oldName: "a", newName: "b").isEmpty)
        #expect(!TraceFile.bytes(report).isEmpty)
      }
    }
  }

  @Test("The critical path leads through nodes that were found, and does not count them")
  func criticalPath() {
    func node(
      _ id: Int, _ seconds: Double, _ inputs: [Int], _ state: BuildReport.Node.State = .ran
    ) -> BuildReport.Node {
      var node = BuildReport.Node(id: id, name: "\(id)", stage: "s", state: state)
      node.seconds = seconds
      node.inputs = inputs
      return node
    }
    let path = CriticalPath(of: [
      node(0, 2, []), node(1, 3, []), node(4, 0, [0], .cached), node(5, 2, [4, 9]),
      node(6, 0.5, [1]),
    ])
    #expect(path == CriticalPath(ids: [0, 5], seconds: 4))
    #expect(CriticalPath(of: []) == CriticalPath())
    #expect(CriticalPath(of: [node(0, 0, [], .cached)]) == CriticalPath())
  }

  @Test("Samples of a long build stay few, and keep their peaks")
  func samples() {
    var series = SampleSeries()
    for index in 0..<50_000 {
      series.append(
        .init(at: Double(index), memory: index == 31_007 ? 99 : 1, processors: 0))
    }
    #expect(series.samples.count <= SampleSeries.limit)
    #expect(series.samples.count > SampleSeries.limit / 3)
    #expect(series.samples.map(\.memory).max() == 99)
    #expect(series.samples.map(\.at) == series.samples.map(\.at).sorted())
  }

  @Test("A build in which all was found has no news")
  func news() {
    let recorder = BuildRecorder()
    recorder.receive(
      .nodeCached(NodeID(index: 0), label: "a", stage: "s", key: SampleBuild.key), at: 0)
    #expect(!recorder.hasNews)
    #expect(SampleBuild.recorder().hasNews)
  }

  @Test("A summary for the terminal")
  func summary() {
    #expect(
      ReportText.text(SampleBuild.report()) == """
        film.yaml · built · 2026-01-02T03:04:05Z · fast · 2 jobs
        4.0 s · 2 ran, 1 cached · hit rate 33 % · speed-up 0.8 · peak memory 80 MB · 10 s of film, 2.5 × real time
        warning: A </script> is no end.
        alert: work other <b>&"' needs 70 MB of memory, the bound being 60 MB

        stages
                ran  cached  hits   time    cpu  memory
          work    2       1  33 %  3.0 s  1.5 s   70 MB

        critical path, 3.0 s
          2.0 s  work  other <b>&"'  number: "1" is now "2"
          1.0 s  work  last          never built

        slowest
          2.0 s  work  other <b>&"'  number: "1" is now "2"
          1.0 s  work  last          never built

        """)
  }

  @Test("Long names lose their middle")
  func names() {
    #expect(TextTable.cut("scene12/body.30", to: 40) == "scene12/body.30")
    #expect(TextTable.cut("a-very-long-scene/body.30", to: 16) == "a-very-…/body.30")
    #expect(TextTable.cut("abcdefghij", to: 4) == "abc…")
  }
}
