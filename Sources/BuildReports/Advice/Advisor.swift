/// Looks for what would make the next build faster or surer.
public enum Advisor {
  /// A rule looks at one thing, and has nothing to say unless the figures are clear.
  typealias Rule = @Sendable (BuildReport) -> Advice?

  /// In the order in which advice is given: what saves most comes first.
  static let rules: [(name: String, find: Rule)] = [
    ("caching-off", CachingAdvice.off),
    ("not-parallel", ParallelAdvice.notParallel),
    ("few-jobs", ParallelAdvice.fewJobs),
    ("longest-stage", ParallelAdvice.longestStage),
    ("critical-path", ParallelAdvice.criticalPath),
    ("memory-cap", MemoryAdvice.cap),
    ("memory-full", MemoryAdvice.full),
    ("one-field", CachingAdvice.oneField),
    ("results-lost", CachingAdvice.lost),
    ("store-full", CachingAdvice.storeFull),
    ("retries", AttemptAdvice.retries),
    ("waiting", AttemptAdvice.waiting),
  ]

  /// All advice that a report gives rise to. None is an answer, too.
  public static func advice(on report: BuildReport) -> [Advice] {
    rules.compactMap { $0.find(report) }
  }
}
