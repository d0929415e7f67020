public import BuildGraph

/// What a stage made, once, from one set of parameters and inputs.
public struct ActionResult: Hashable, Sendable {
  public struct Output: Hashable, Sendable {
    public var name: String
    public var digest: Digest
    /// Bytes.
    public var size: Int64
    /// The content, if it is small and the compiler reads it.
    public var inline: [UInt8]?

    public init(name: String, digest: Digest, size: Int64, inline: [UInt8]? = nil) {
      self.name = name
      self.digest = digest
      self.size = size
      self.inline = inline
    }
  }

  public var stage: String
  public var outputs: [Output]
  /// Seconds from the request to the result.
  public var wallSeconds: Double
  /// Seconds of all the worker's threads.
  public var cpuSeconds: Double
  /// Peak resident memory of the worker, in bytes.
  public var peakMemory: Int64
  /// Seconds since 1970, no finer than a day: see ``ArtifactStore/touch(_:)``.
  public var lastUsed: Int64

  public init(
    stage: String, outputs: [Output], wallSeconds: Double, cpuSeconds: Double, peakMemory: Int64,
    lastUsed: Int64
  ) {
    self.stage = stage
    self.outputs = outputs
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.peakMemory = peakMemory
    self.lastUsed = lastUsed
  }

  /// The largest content that the index keeps, in bytes. Larger ones are read from their blob.
  public static let inlineLimit = 4096

  public func output(_ name: String) -> Output? { outputs.first { $0.name == name } }
}

extension ActionResult {
  private static let version: UInt8 = 1

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.version)
    writer.append(UInt64(bitPattern: lastUsed))
    writer.append(stage)
    writer.append(wallSeconds)
    writer.append(cpuSeconds)
    writer.append(UInt64(bitPattern: peakMemory))
    for output in outputs {
      writer.append(output.name)
      writer.append(output.digest)
      writer.append(UInt64(bitPattern: output.size))
      writer.append(UInt8(output.inline == nil ? 0 : 1))
      if let inline = output.inline { writer.append(inline) }
    }
    return writer.bytes
  }

  /// - Returns: `nil` for anything that ``encoded`` did not write, and when an inline content
  ///   does not have its digest.
  init?(decoding bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard reader.byte() == Self.version, let lastUsed = reader.word(), let stage = reader.text(),
      let wall = reader.number(), let cpu = reader.number(), let memory = reader.word()
    else { return nil }
    var outputs: [Output] = []
    while !reader.isAtEnd {
      guard let name = reader.text(), let digest = reader.digest(), let size = reader.word(),
        let kind = reader.byte()
      else { return nil }
      var inline: [UInt8]?
      if kind == 1 {
        guard let content = reader.content(), SHA256.digest(of: content) == digest else {
          return nil
        }
        inline = content
      }
      outputs.append(
        Output(name: name, digest: digest, size: Int64(bitPattern: size), inline: inline))
    }
    self.init(
      stage: stage, outputs: outputs, wallSeconds: wall, cpuSeconds: cpu,
      peakMemory: Int64(bitPattern: memory), lastUsed: Int64(bitPattern: lastUsed))
  }
}
