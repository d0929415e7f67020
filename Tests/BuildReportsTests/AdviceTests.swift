import BuildEngine
import Glibc
import Testing

@testable import BuildReports

@Suite("Advice")
struct AdviceTests {
  private func rules(_ report: BuildReport) -> [String] {
    Advisor.advice(on: report).map(\.rule)
  }

  /// Eight stages side by side on two of two cores: nothing to be gained.
  private var good: BuildReport {
    var report = SampleBuild.chain([Double](repeating: 2, count: 8))
    report.setting.cores = 2
    for index in report.nodes.indices { report.nodes[index].inputs = [] }
    report.criticalPath = CriticalPath(of: report.nodes)
    report.totalSeconds = 8
    return report
  }

  @Test("A build without faults gets none, and that is said")
  func none() {
    #expect(rules(good) == [])
    #expect(rules(BuildReport()) == [])
    #expect(ReportText.advice([]) == "nothing to advise: no rule found anything to gain\n")
  }

  @Test("The manual has every rule, and every field of the JSON")
  func manual() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/docs/reports.md", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    let page = String(decoding: bytes[..<count], as: UTF8.self)
    for (name, _) in Advisor.rules { #expect(page.contains("| `\(name)` |"), "\(name)") }
    guard case .object(let fields) = try JSONParser.parse(SampleBuild.report().json()) else {
      Issue.record("no object")
      return
    }
    for field in fields { #expect(page.contains("`\(field.name)`"), "\(field.name)") }
  }

  @Test("A long chain bounds the build; its longest stages are named")
  func criticalPath() throws {
    let report = SampleBuild.chain([3, 2, 4, 1])
    let advice = try #require(Advisor.advice(on: report).first { $0.rule == "critical-path" })
    #expect(advice.finding.contains("n2 (4.0 s), n0 (3.0 s), n1 (2.0 s)"))
    #expect(advice.finding.contains("1.0 stages ran at once with 2 jobs"))
    #expect(advice.finding.contains("10 s of 10 s"))
  }

  @Test("One stage that is more than half of the build")
  func longest() {
    #expect(rules(SampleBuild.chain([1, 8, 1])).contains("longest-stage"))
    #expect(!rules(SampleBuild.chain([3, 4, 3])).contains("longest-stage"))
  }

  @Test("parallel: false on a machine with cores to spare")
  func notParallel() {
    var report = good
    report.setting.isParallel = false
    report.setting.jobs = 1
    report.totalSeconds = 16
    #expect(rules(report) == ["not-parallel"])
    report.setting.cores = 1
    #expect(rules(report) == [])
  }

  @Test("Fewer jobs than cores, all of them busy")
  func fewJobs() {
    var report = good
    report.setting.cores = 8
    #expect(rules(report) == ["few-jobs"])
  }

  @Test("The memory cap kept stages waiting")
  func memoryCap() throws {
    var report = good
    report.heldBackSeconds = 3
    let advice = Advisor.advice(on: report)
    #expect(advice.map(\.rule) == ["memory-cap"])
    #expect(advice[0].finding.contains("For 3.0 s of 8.0 s"))
    #expect(advice[0].action.contains("Raise 'max_memory_gb'"))
    report.setting.memoryCap = report.setting.machineMemory
    #expect(Advisor.advice(on: report)[0].action.contains("Lower 'jobs'"))
    report.heldBackSeconds = 0.1
    #expect(rules(report) == [])
  }

  @Test("Memory nearly full")
  func memoryFull() {
    var report = good
    report.peakTotalMemory = 7_900_000_000
    #expect(rules(report) == ["memory-full"])
  }

  @Test("One field changed in every key of a kind")
  func oneField() throws {
    var report = good
    for index in report.nodes.indices { report.nodes[index].changes = ["crf"] }
    let advice = Advisor.advice(on: report)
    #expect(advice.map(\.rule) == ["one-field"])
    #expect(advice[0].finding.contains("All 8 work stages") && advice[0].finding.contains("'crf'"))
    #expect(advice[0].action.contains("reel explain n0"))
    report.nodes[3].changes = ["crf", "size"]
    #expect(rules(report) == [])
  }

  @Test("Results that were lost, caching that is off, a store that is full")
  func caching() {
    var report = good
    for index in report.nodes.indices {
      report.nodes[index].reason = RunReason.resultLost.description
    }
    #expect(rules(report) == ["results-lost"])
    report.setting.usesCache = false
    #expect(rules(report) == ["caching-off", "results-lost"])
    report = good
    report.setting.storeBytes = 95
    report.setting.storeLimit = 100
    #expect(rules(report) == ["store-full"])
  }

  @Test("Attempts that were lost")
  func retries() {
    var report = good
    report.lostAttempts = (0..<3).map {
      .init(
        id: $0, name: "n\($0)", stage: "work", attempt: 1, start: 0, end: 0.1, lane: 0,
        cause: "died")
    }
    #expect(rules(report) == ["retries"])
    report.lostAttempts.removeLast()
    #expect(rules(report) == [])
  }

  @Test("Stages that waited, on an idle machine and on a busy one")
  func waiting() {
    var report = good
    report.steps[0].cpuSeconds = 2
    #expect(rules(report) == ["waiting"])
    #expect(Advisor.advice(on: report)[0].action.contains("faster disk"))
    report.steps.append(.init(name: "other"))
    report.steps[1].cpuSeconds = 14
    #expect(Advisor.advice(on: report)[0].action.contains("lower 'jobs'"))
  }
}
