public import BuildGraph

/// A key that a label of a project once had.
public struct PastKey: Hashable, Sendable {
  public var key: Digest
  /// When it was noted, in seconds since 1970.
  public var time: Int64

  public init(key: Digest, time: Int64) {
    self.key = key
    self.time = time
  }
}

extension ArtifactStore {
  /// The keys that a node of a project had in earlier builds, newest first.
  public func pastKeys(project: String, label: String) throws(StoreError) -> [PastKey] {
    try read(.labels, Self.name(project, label)) { Self.decodeLabel($0)?.keys ?? [] } ?? []
  }

  /// A label and the keys that it had, newest first.
  static func decodeLabel(
    _ bytes: UnsafeRawBufferPointer
  ) -> (label: String, keys: [PastKey])? {
    var reader = ByteReader(bytes)
    guard let label = reader.text() else { return nil }
    var keys: [PastKey] = []
    while let key = reader.digest(), let time = reader.word() {
      keys.append(PastKey(key: key, time: Int64(bitPattern: time)))
    }
    return (label, keys)
  }

  /// Notes, for the next ``flush()``, the key that a node of a project has now.
  ///
  /// The last four different keys are kept; one that was there before moves to the front.
  public func notePastKey(
    _ key: Digest, project: String, label: String, time: Int64
  ) throws(StoreError) {
    var keys = try pastKeys(project: project, label: label)
    if keys.first?.key == key { return }
    keys.removeAll { $0.key == key }
    keys.insert(PastKey(key: key, time: time), at: 0)
    var writer = ByteWriter()
    writer.append(label)
    for key in keys.prefix(Self.pastKeyLimit) {
      writer.append(key.key)
      writer.append(UInt64(bitPattern: key.time))
    }
    changes.append(
      .init(table: .labels, key: Array(Self.name(project, label)), value: writer.bytes))
  }

  static let pastKeyLimit = 4

  /// What stood for a project's last build, as ``noteBuild(_:project:)`` was told.
  public func lastBuild(project: String) throws(StoreError) -> Digest? {
    try read(.properties, Self.name("build", project)) { bytes in
      var reader = ByteReader(bytes)
      return reader.digest()
    } ?? nil
  }

  /// Notes, for the next ``flush()``, a digest that stands for all keys of a build, so that an
  /// equal build need not compare label by label.
  public func noteBuild(_ digest: Digest, project: String) {
    changes.append(
      .init(
        table: .properties, key: Array(Self.name("build", project)), value: Array(digest)))
  }
}
