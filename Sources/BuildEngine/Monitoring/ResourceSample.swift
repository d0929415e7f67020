public import BuildGraph

/// What a build uses at one moment, as the kernel counts it.
public struct ResourceSample: Hashable, Sendable {
  public struct Stage: Hashable, Sendable {
    public var node: NodeID
    /// Resident memory of its worker, in bytes.
    public var memory: Int64
    /// Processors that its worker kept busy since the sample before, 1 for one core.
    public var processors: Double

    public init(node: NodeID, memory: Int64, processors: Double) {
      self.node = node
      self.memory = memory
      self.processors = processors
    }
  }

  /// Resident memory of this process and all workers, in bytes. Pages that they share, such as
  /// those of libraries, count in each.
  public var memory: Int64
  /// Processors that they kept busy since the sample before, 1 for one core.
  public var processors: Double
  /// The stages that run.
  public var stages: [Stage]

  public init(memory: Int64, processors: Double, stages: [Stage]) {
    self.memory = memory
    self.processors = processors
    self.stages = stages
  }
}
