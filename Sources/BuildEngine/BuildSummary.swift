public import BuildGraph

/// An output that is where the user wants it.
public struct DeliveredOutput: Hashable, Sendable {
  public var path: String
  public var digest: Digest
  /// Bytes.
  public var size: Int64
  /// Whether it was there already.
  public var isUpToDate: Bool

  public init(path: String, digest: Digest, size: Int64, isUpToDate: Bool) {
    self.path = path
    self.digest = digest
    self.size = size
    self.isUpToDate = isUpToDate
  }
}

/// How a build ended.
public struct BuildSummary: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    case succeeded, failed, interrupted
  }

  public var status: Status
  /// Nodes that the targets stand on, and those that ran for the compilation alone.
  public var stages: Int
  /// Nodes that ran to a good end.
  public var ran: Int
  /// Nodes whose result was there.
  public var cached: Int
  /// Nodes that failed. Those that were not tried because of them are in no count but `stages`.
  public var failed: Int
  /// Seconds from the start of the build.
  public var seconds: Double
  public var outputs: [DeliveredOutput]
  public var failures: [BuildFailure]
  /// Seconds in which a job was free and a stage ready, and a limit, such as that of memory, kept
  /// the stage waiting.
  public var heldBackSeconds: Double

  public init(
    status: Status, stages: Int, ran: Int, cached: Int, failed: Int, seconds: Double,
    outputs: [DeliveredOutput], failures: [BuildFailure], heldBackSeconds: Double = 0
  ) {
    self.status = status
    self.stages = stages
    self.ran = ran
    self.cached = cached
    self.failed = failed
    self.seconds = seconds
    self.outputs = outputs
    self.failures = failures
    self.heldBackSeconds = heldBackSeconds
  }

  /// The exit status that a program should end with: 0 built or up to date, 1 a stage failed,
  /// 3 an output could not be placed, 130 interrupted.
  public var exitStatus: Int32 {
    switch status {
    case .succeeded: 0
    case .interrupted: 130
    case .failed: failures.map(\.exitStatus).min() ?? 1
    }
  }
}
