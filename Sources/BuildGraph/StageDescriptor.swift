/// What the engine knows of a kind of work: enough to key, schedule and store it, no more.
public struct StageDescriptor: Hashable, Sendable {
  /// The persisted name, such as `segment`.
  public var name: String
  /// Raised whenever the same inputs and parameters give other bytes than before.
  public var version: Int
  /// The outputs, in order. Empty for a stage whose nodes have outputs of their own, which
  /// ``NodeParameters/descriptor`` names.
  public var outputs: [Output]
  /// The libraries whose versions decide the bytes, by the names of a worker's handshake.
  public var libraries: [String]
  /// What it is thought to need before any run has been recorded.
  public var estimate: Estimate
  /// The pool that a node takes a slot of, such as `download`. `nil` means one of the build's
  /// jobs. In no key.
  public var pool: String?

  public struct Output: Hashable, Sendable {
    public var name: String
    /// The ending of the file that the stage writes, without a dot; empty if the name has it.
    public var fileExtension: String
    /// A small JSON document that is kept in the index as well, where the compiler can read it.
    public var isInline: Bool

    /// The largest document that an inline output may be, in bytes: compilations hold it in memory.
    public static let inlineLimit = 64 << 20

    public init(_ name: String, fileExtension: String, isInline: Bool = false) {
      self.name = name
      self.fileExtension = fileExtension
      self.isInline = isInline
    }

    /// The name of the file that the stage writes.
    public var fileName: String { fileExtension.isEmpty ? name : "\(name).\(fileExtension)" }
  }

  /// Declared needs, replaced by recorded ones after the first run.
  public struct Estimate: Hashable, Sendable {
    /// Seconds for an average node, or for this one.
    public var seconds: Double
    /// Peak resident memory in bytes.
    public var memory: Int
    /// Whether `seconds` follow from the node's own parameters: they are then a better guess than
    /// what other nodes of the stage took.
    public var isOfNode: Bool

    public init(seconds: Double, memory: Int, isOfNode: Bool = false) {
      self.seconds = seconds
      self.memory = memory
      self.isOfNode = isOfNode
    }
  }

  public init(
    name: String, version: Int, outputs: [Output], libraries: [String], estimate: Estimate,
    pool: String? = nil
  ) {
    self.name = name
    self.version = version
    self.outputs = outputs
    self.libraries = libraries
    self.estimate = estimate
    self.pool = pool
  }
}
