public import BuildEngine

extension BuildReport {
  /// What was built where, and how.
  public struct Setting: Hashable, Sendable {
    /// The program and its version, such as `reel 0.1.0`.
    public var program = ""
    /// When the build began, as ISO 8601 in UTC.
    public var started = ""
    public var recipes: [String] = []
    public var profile = ""
    public var jobs = 1
    /// The profile's `parallel`.
    public var isParallel = true
    /// The profile's `enable_caching`.
    public var usesCache = true
    /// The cap on all stages together; `nil` for none.
    public var memoryCap: Int64?
    public var cores = 1
    public var machineMemory: Int64 = 0
    /// What the store's artifacts take, and the size that it is brought back to. Known only where
    /// the profile sets a limit.
    public var storeBytes: Int64?
    public var storeLimit: Int64?

    public init() {}
  }

  /// What nodes of one kind of stage took together.
  public struct Step: Hashable, Sendable {
    public var name: String
    public var seconds = 0.0
    public var cpuSeconds = 0.0
    /// The highest peak of one of them.
    public var peakMemory: Int64 = 0
    public var ran = 0
    public var cached = 0
    public var failed = 0

    public init(name: String) { self.name = name }

    public var hitRate: Double? { BuildReport.rate(cached, ran + failed) }
  }

  public struct Node: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
      case ran, cached, failed
    }

    public var id: Int
    public var name: String
    public var stage: String
    public var state: State
    /// The last attempt; all of it is 0 for nodes that were found.
    public var start = 0.0
    public var end = 0.0
    public var seconds = 0.0
    public var cpuSeconds = 0.0
    public var peakMemory: Int64 = 0
    /// The lane of the waterfall: what is in one lane does not overlap. Counts from 0.
    public var lane = 0
    public var attempts = 0
    /// Why it ran, as a sentence.
    public var reason: String?
    /// The fields of its key that differ from last time.
    public var changes: [String] = []
    /// The nodes whose outputs it reads.
    public var inputs: [Int] = []

    public init(id: Int, name: String, stage: String, state: State) {
      self.id = id
      self.name = name
      self.stage = stage
      self.state = state
    }
  }

  /// An attempt that came to nothing and was followed by another.
  public struct LostAttempt: Hashable, Sendable {
    public var id: Int
    public var name: String
    public var stage: String
    public var attempt: Int
    public var start: Double
    public var end: Double
    public var lane: Int
    public var cause: String

    public init(
      id: Int, name: String, stage: String, attempt: Int, start: Double, end: Double, lane: Int,
      cause: String
    ) {
      self.id = id
      self.name = name
      self.stage = stage
      self.attempt = attempt
      self.start = start
      self.end = end
      self.lane = lane
      self.cause = cause
    }
  }

  /// What all processes used at a moment.
  public struct Sample: Hashable, Sendable {
    public var at: Double
    public var memory: Int64
    /// Processors kept busy, 1 for one core.
    public var processors: Double

    public init(at: Double, memory: Int64, processors: Double) {
      self.at = at
      self.memory = memory
      self.processors = processors
    }
  }

  public struct Alert: Hashable, Sendable {
    public var at: Double
    public var name: String
    public var stage: String
    public var kind: BuildAlert.Kind
    public var value: Double
    public var bound: Double

    public init(
      at: Double, name: String, stage: String, kind: BuildAlert.Kind, value: Double, bound: Double
    ) {
      self.at = at
      self.name = name
      self.stage = stage
      self.kind = kind
      self.value = value
      self.bound = bound
    }
  }

  public struct Failure: Hashable, Sendable {
    public var name: String
    public var stage: String
    public var code: String
    public var message: String
    public var detail: String?

    public init(name: String, stage: String, code: String, message: String, detail: String?) {
      self.name = name
      self.stage = stage
      self.code = code
      self.message = message
      self.detail = detail
    }
  }
}
