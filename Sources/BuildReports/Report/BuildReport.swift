/// A build in figures: what ran, what was found, what it cost. Every view of a build that is over
/// is made from this value: JSON, the page, the trace, the summary, comparisons, advice.
///
/// Times are seconds since the build's start unless said otherwise, sizes are bytes.
public struct BuildReport: Hashable, Sendable {
  /// The version of the JSON form.
  public static let format = 1

  public enum Status: String, Hashable, Sendable, CaseIterable {
    case succeeded, failed, interrupted
    /// The engine, the store or the compilation ended the build with an error.
    case aborted
  }

  public var status = Status.succeeded
  public var setting = Setting()
  /// Wall time of the whole build.
  public var totalSeconds = 0.0
  /// How long the films are, one after another; `nil` if that is not known.
  public var filmSeconds: Double?
  /// The highest peak of one stage.
  public var peakMemory: Int64 = 0
  /// The highest sum over all processes that was sampled; `nil` without samples.
  public var peakTotalMemory: Int64?
  /// Nodes whose results were there.
  public var hits = 0
  /// Nodes that had to run, failed ones included.
  public var misses = 0
  /// Seconds in which a job was free and a stage ready, and a limit kept it waiting.
  public var heldBackSeconds = 0.0
  /// By kind of stage, in alphabetical order.
  public var steps: [Step] = []
  /// In topological order. Nodes that were never reached are left out.
  public var nodes: [Node] = []
  public var lostAttempts: [LostAttempt] = []
  public var criticalPath = CriticalPath()
  public var samples: [Sample] = []
  public var alerts: [Alert] = []
  public var warnings: [String] = []
  public var failures: [Failure] = []
  /// Paths of the films and what belongs to them.
  public var outputs: [String] = []

  public init() {}

  /// Seconds that all attempts that came to a good end took, one after another.
  public var stageSeconds: Double { steps.reduce(0) { $0 + $1.seconds } }

  /// How many times faster than one stage after another.
  public var parallelSpeedup: Double { totalSeconds > 0 ? stageSeconds / totalSeconds : 0 }

  public var cpuSeconds: Double { steps.reduce(0) { $0 + $1.cpuSeconds } }

  /// The share of nodes whose results were there, 0 to 1; `nil` without nodes.
  public var hitRate: Double? { Self.rate(hits, misses) }

  static func rate(_ hits: Int, _ misses: Int) -> Double? {
    hits + misses > 0 ? Double(hits) / Double(hits + misses) : nil
  }
}
