internal import BuildEngine

/// Rules about what is found in the store and what is not.
enum CachingAdvice {
  /// Fewer stages than this are a coincidence.
  private static let fewest = 5

  @Sendable static func off(_ report: BuildReport) -> Advice? {
    guard !report.setting.usesCache, report.misses > 0 else { return nil }
    return Advice(
      rule: "caching-off",
      finding: "The profile \(report.setting.profile) says 'enable_caching: false': all "
        + "\(report.misses) stages ran, \(HumanUnits.duration(report.stageSeconds)) of work.",
      action: "Set 'enable_caching: true'; only what changed then runs.")
  }

  @Sendable static func oneField(_ report: BuildReport) -> Advice? {
    guard report.setting.usesCache else { return nil }
    for step in report.steps.sorted(by: { $0.seconds > $1.seconds })
    where step.cached == 0 && step.ran >= fewest {
      let own = report.nodes.filter { $0.stage == step.name && $0.state == .ran }
      guard let field = own.first?.changes.first, own.allSatisfy({ $0.changes == [field] }) else {
        continue
      }
      return Advice(
        rule: "one-field",
        finding: "All \(step.ran) \(step.name) stages ran again, "
          + "\(HumanUnits.duration(step.seconds)) of work, and '\(field)' is all that changed in "
          + "each of their keys.",
        action: "If that was not meant, find out what changes it: 'reel explain "
          + "\(own[0].name)' shows the old value and the new one.")
    }
    return nil
  }

  @Sendable static func lost(_ report: BuildReport) -> Advice? {
    let lost = report.nodes.filter { $0.reason == RunReason.resultLost.description }
    let seconds = lost.reduce(0) { $0 + $1.seconds }
    guard lost.count >= fewest, seconds >= 0.1 * report.stageSeconds else { return nil }
    return Advice(
      rule: "results-lost",
      finding:
        "\(lost.count) stages ran, \(HumanUnits.duration(seconds)) of work, although nothing "
        + "had changed: their results were not in the store any more.",
      action: "Raise 'store_size_gb' in the profile, and do not delete from the store between "
        + "builds.")
  }

  @Sendable static func storeFull(_ report: BuildReport) -> Advice? {
    guard let size = report.setting.storeBytes, let limit = report.setting.storeLimit,
      Double(size) >= 0.9 * Double(limit)
    else { return nil }
    return Advice(
      rule: "store-full",
      finding: "The store holds \(HumanUnits.bytes(size)); it is brought back to "
        + "\(HumanUnits.bytes(limit)).",
      action:
        "Raise 'store_size_gb' in the profile if there is room on the disk; else results that "
        + "will be wanted again are made twice.")
  }
}
