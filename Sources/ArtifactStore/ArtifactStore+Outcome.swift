public import BuildGraph

/// Which nodes ran and which failed in a project's last build that did anything.
///
/// Nodes go by their keys, so that a node whose inputs have changed since is in neither list.
public struct BuildOutcome: Hashable, Sendable {
  private var ran: Set<UInt64>
  private var failed: Set<UInt64>

  /// At most this many nodes of each kind are remembered.
  public static let limit = 1 << 16

  /// - Parameters:
  ///   - ran: Keys of nodes that ran to a good end.
  ///   - failed: Keys of nodes that failed.
  public init(ran: some Sequence<Digest>, failed: some Sequence<Digest>) {
    self.ran = Set(ran.prefix(Self.limit).map(Self.prefix))
    self.failed = Set(failed.prefix(Self.limit).map(Self.prefix))
  }

  public func didRun(_ key: Digest) -> Bool { ran.contains(Self.prefix(of: key)) }

  public func didFail(_ key: Digest) -> Bool { failed.contains(Self.prefix(of: key)) }

  /// Eight bytes tell the nodes of one project apart; a mistake would only give a wrong colour.
  private static func prefix(of key: Digest) -> UInt64 {
    key.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
  }
}

extension BuildOutcome {
  private static let version: UInt8 = 1

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.version)
    for list in [ran, failed] {
      writer.append(UInt64(list.count))
      for prefix in list.sorted() { writer.append(prefix) }
    }
    return writer.bytes
  }

  /// - Returns: `nil` for anything that ``encoded`` did not write.
  init?(decoding bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard reader.byte() == Self.version, let ran = Self.list(from: &reader),
      let failed = Self.list(from: &reader)
    else { return nil }
    self.ran = ran
    self.failed = failed
  }

  private static func list(from reader: inout ByteReader) -> Set<UInt64>? {
    guard let count = reader.word(), count <= UInt64(limit) else { return nil }
    var list: Set<UInt64> = []
    for _ in 0..<count {
      guard let prefix = reader.word() else { return nil }
      list.insert(prefix)
    }
    return list
  }
}

extension ArtifactStore {
  /// How a project's last build ended in which any node ran or failed; `nil` before the first.
  public func lastOutcome(project: String) throws(StoreError) -> BuildOutcome? {
    try read(.properties, Self.name("outcome", project)) { BuildOutcome(decoding: $0) } ?? nil
  }

  /// Notes, for the next ``flush()``, how a build of a project ended.
  public func noteOutcome(_ outcome: BuildOutcome, project: String) {
    changes.append(
      .init(
        table: .properties, key: Array(Self.name("outcome", project)), value: outcome.encoded))
  }
}
