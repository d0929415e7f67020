internal import BuildGraph

/// Rules about how many stages run side by side.
enum ParallelAdvice {
  /// A build shorter than this is not worth advice, in seconds.
  static let shortest = 2.0

  @Sendable static func notParallel(_ report: BuildReport) -> Advice? {
    let setting = report.setting
    guard !setting.isParallel, setting.jobs < setting.cores, report.totalSeconds >= shortest,
      report.misses > 1
    else { return nil }
    let bound = max(report.criticalPath.seconds, report.stageSeconds / Double(setting.cores))
    return Advice(
      rule: "not-parallel",
      finding: "The profile \(setting.profile) says 'parallel: false': "
        + "\(time(report.stageSeconds)) of work ran on one of \(setting.cores) cores.",
      action: "Set 'parallel: true', or use another profile; the build could then take about "
        + "\(time(bound)) instead of \(time(report.totalSeconds)).")
  }

  @Sendable static func fewJobs(_ report: BuildReport) -> Advice? {
    let setting = report.setting
    let busy = report.totalSeconds > 0 ? report.cpuSeconds / report.totalSeconds : 0
    guard setting.isParallel, setting.jobs < setting.cores, report.totalSeconds >= shortest,
      report.parallelSpeedup > 0.85 * Double(setting.jobs), busy < 0.7 * Double(setting.cores),
      report.criticalPath.seconds < 0.7 * report.totalSeconds
    else { return nil }
    return Advice(
      rule: "few-jobs",
      finding: "All \(setting.jobs) jobs were busy nearly all the time, yet only "
        + "\(number(busy)) of \(setting.cores) cores were.",
      action: "Raise 'jobs' in the profile, or '--jobs', towards \(setting.cores).")
  }

  @Sendable static func longestStage(_ report: BuildReport) -> Advice? {
    let jobs = Double(min(report.setting.jobs, max(report.misses, 1)))
    guard report.totalSeconds >= shortest, jobs > 1, report.parallelSpeedup < 0.75 * jobs,
      report.nodes.count(where: { $0.state == .ran }) > 1,
      let longest = report.nodes.max(by: { $0.seconds < $1.seconds }),
      longest.seconds > 0.5 * report.totalSeconds
    else { return nil }
    return Advice(
      rule: "longest-stage",
      finding: "\(longest.stage) \(longest.name) alone took \(time(longest.seconds)) of "
        + "\(time(report.totalSeconds)).",
      action: "Split what it makes, such as a scene, into shorter ones, or make it cheaper: no "
        + "number of jobs brings the build below that.")
  }

  @Sendable static func criticalPath(_ report: BuildReport) -> Advice? {
    let path = report.criticalPath
    let jobs = Double(min(report.setting.jobs, max(report.misses, 1)))
    guard report.totalSeconds >= shortest, jobs >= 2, path.ids.count > 1,
      path.seconds >= 0.75 * report.totalSeconds, report.parallelSpeedup < 0.75 * jobs
    else { return nil }
    let ids = Set(path.ids)
    let longest = report.nodes.filter { ids.contains($0.id) }
      .sorted { $0.seconds > $1.seconds }.prefix(3)
      .map { "\($0.name) (\(time($0.seconds)))" }.joined(separator: ", ")
    return Advice(
      rule: "critical-path",
      finding: "\(number(report.parallelSpeedup)) stages ran at once with \(Int(jobs)) jobs, "
        + "because one chain of \(path.ids.count) stages took \(time(path.seconds)) of "
        + "\(time(report.totalSeconds)). Most of it: \(longest).",
      action: "More jobs will not help. Shorten these, or divide them into parts that do not wait "
        + "for each other.")
  }

  static func time(_ seconds: Double) -> String { HumanUnits.duration(seconds) }
  static func number(_ value: Double) -> String { JSONText.fixed(value, digits: 1) }
}
