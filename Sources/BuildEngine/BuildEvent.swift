public import ArtifactStore
public import BuildGraph
public import WorkerProtocol

/// What happens in a build, as displays, traces and reports are told.
public enum BuildEvent: Sendable {
  /// The graph has been compiled for the first time.
  ///
  /// - `total`: the nodes known so far.
  /// - `expectedSeconds`: what those that have to run are expected to take, one after another.
  case started(total: Int, expectedSeconds: Double)
  /// The graph has been compiled again with more results known.
  case recompiled(total: Int, expectedSeconds: Double)
  /// An attempt at a node begins.
  case nodeStarted(NodeStart)
  /// How much of a running node is done, 0 to 1.
  case nodeProgress(NodeID, fraction: Double)
  case nodeFinished(NodeFinish)
  /// A node's result was there.
  case nodeCached(NodeID, label: String, stage: String, key: Digest)
  case nodeFailed(BuildFailure)
  /// An attempt failed, because a worker was lost or for a transient reason; the node is tried
  /// again, and starts once more, after `delay` seconds at the earliest. `attempt` counts from 1.
  case nodeRetried(NodeID, label: String, attempt: Int, cause: String, delay: Double)
  case warning(String)
  /// A stage went past a bound of ``BuildOptions/alerts``.
  case alert(BuildAlert)
  /// What the stages that run use now; see ``BuildObserver/sampleInterval``.
  case sampled(ResourceSample)
  case delivered(DeliveredOutput)
  /// The store was above its limit, and what was worth least has been deleted.
  case collected(CollectionSummary)
  /// The graph as it was in the end, and the nodes that the targets stand on, in topological
  /// order. It comes once, before ``finished(_:)``: who wants to know how nodes hang together
  /// need not be told node by node.
  case graph(Graph, needed: [NodeID])
  /// The last event.
  case finished(BuildSummary)
  /// The last event of a build that ended with an error of the engine, the store or the
  /// compilation.
  case aborted(StageError)

  public struct NodeStart: Hashable, Sendable {
    public var node: NodeID
    public var label: String
    public var stage: String
    public var key: Digest
    public var reason: RunReason
    /// From recorded durations, else the stage's estimate.
    public var expectedSeconds: Double
    /// Bytes, from recorded peaks, else the stage's estimate.
    public var expectedMemory: Int64
    /// Counts from 1.
    public var attempt: Int

    public init(
      node: NodeID, label: String, stage: String, key: Digest, reason: RunReason,
      expectedSeconds: Double, expectedMemory: Int64, attempt: Int = 1
    ) {
      self.node = node
      self.label = label
      self.stage = stage
      self.key = key
      self.reason = reason
      self.expectedSeconds = expectedSeconds
      self.expectedMemory = expectedMemory
      self.attempt = attempt
    }
  }

  public struct NodeFinish: Hashable, Sendable {
    public var node: NodeID
    public var label: String
    public var stage: String
    public var key: Digest
    public var wallSeconds: Double
    public var cpuSeconds: Double
    /// Bytes.
    public var peakMemory: Int64
    public var outputs: [ActionResult.Output]

    public init(
      node: NodeID, label: String, stage: String, key: Digest, wallSeconds: Double,
      cpuSeconds: Double, peakMemory: Int64, outputs: [ActionResult.Output]
    ) {
      self.node = node
      self.label = label
      self.stage = stage
      self.key = key
      self.wallSeconds = wallSeconds
      self.cpuSeconds = cpuSeconds
      self.peakMemory = peakMemory
      self.outputs = outputs
    }
  }
}

/// Is told what happens in a build.
public protocol BuildObserver: AnyObject {
  /// Called on the engine's thread; the build waits until it returns.
  ///
  /// - Parameter seconds: The time since the build's start.
  func receive(_ event: BuildEvent, at seconds: Double)

  /// How often ``tick(at:)`` is wanted, in seconds; `nil` for never.
  var tickInterval: Double? { get }

  /// Called at about that interval while stages run, so that a display can move.
  func tick(at seconds: Double)

  /// How often ``BuildEvent/sampled(_:)`` is wanted while stages run, in seconds; `nil` for never.
  var sampleInterval: Double? { get }
}

extension BuildObserver {
  public var tickInterval: Double? { nil }
  public func tick(at seconds: Double) {}
  public var sampleInterval: Double? { nil }
}
