/// Rules about stages that had to be tried again, or that waited.
enum AttemptAdvice {
  @Sendable static func retries(_ report: BuildReport) -> Advice? {
    let lost = report.lostAttempts
    let seconds = lost.reduce(0) { $0 + $1.end - $1.start }
    guard let last = lost.last, lost.count >= 3 || seconds > max(1, 0.05 * report.totalSeconds)
    else { return nil }
    let causes = Dictionary(grouping: lost, by: \.stage).mapValues(\.count)
    let stages = causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return Advice(
      rule: "retries",
      finding: "\(lost.count) attempts were lost, \(HumanUnits.duration(seconds)) of work "
        + "(\(stages)). The last one, \(last.name): \(last.cause).",
      action:
        "If workers ran out of memory, lower 'jobs' or 'max_memory_gb'; if out of time, raise "
        + "'timeout' in the profile.")
  }

  @Sendable static func waiting(_ report: BuildReport) -> Advice? {
    let setting = report.setting
    let least = max(ParallelAdvice.shortest, 0.1 * report.stageSeconds)
    let waits = report.steps.filter { $0.seconds >= least && $0.cpuSeconds < 0.4 * $0.seconds }
    guard report.totalSeconds >= ParallelAdvice.shortest,
      let step = waits.max(by: { $0.seconds - $0.cpuSeconds < $1.seconds - $1.cpuSeconds })
    else { return nil }
    let busy = report.cpuSeconds / report.totalSeconds
    let isStarved = busy > 0.85 * Double(setting.cores)
    return Advice(
      rule: "waiting",
      finding: "\(step.name) stages took \(HumanUnits.duration(step.seconds)), but only "
        + "\(HumanUnits.duration(step.cpuSeconds)) of processor time.",
      action: isStarved
        ? "The processors were busy all the time; lower 'jobs' from \(setting.jobs) towards "
          + "\(setting.cores), so that stages do not wait for each other."
        : "They waited for a disk, the network or other programs: put the store on a faster disk, "
          + "or raise 'jobs', so that others run meanwhile.")
  }
}
