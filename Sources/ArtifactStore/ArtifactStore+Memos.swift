extension ArtifactStore {
  /// A small text of the caller's that was kept under a name, if all its witnesses still are
  /// the files that they were.
  public func memo(_ name: String) throws(StoreError) -> [UInt8]? {
    try read(.memos, Self.name(name)) { Self.memoContent($0) } ?? nil
  }

  /// The text of a record, or `nil` if a witness is not the file that it was.
  static func memoContent(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    var reader = ByteReader(bytes)
    guard let count = reader.word(), count <= UInt64(bytes.count) else { return nil }
    for _ in 0..<count {
      guard let path = reader.text(), let stamp = FileStamp(from: &reader),
        FileStamp(witness: path) == stamp
      else { return nil }
    }
    return reader.content()
  }

  /// Keeps a small text under a name from the next ``flush()`` on, for as long as none of the
  /// witnesses changes.
  ///
  /// Nothing is kept if a witness is missing, or could change once more without its stamp
  /// changing.
  ///
  /// - Parameter witnesses: The paths of the files that decide the text.
  public func setMemo(_ name: String, _ bytes: [UInt8], witnesses: [String]) {
    var stamps: [String: FileStamp] = [:]
    for path in witnesses {
      guard let stamp = FileStamp(path: path) else { return }
      stamps[path] = stamp
    }
    setMemo(name, bytes, witnesses: stamps)
  }

  /// The same for a text that was made from files as they were when their stamps were taken.
  ///
  /// Nothing is kept if one of them is not that file any more.
  public func setMemo(_ name: String, _ bytes: [UInt8], witnesses: [String: FileStamp]) {
    var writer = ByteWriter()
    writer.append(UInt64(witnesses.count))
    // In order, so that equal memos have equal bytes.
    for (path, stamp) in witnesses.sorted(by: { $0.key < $1.key }) {
      guard !stamp.isRacy(), FileStamp(witness: path) == stamp else { return }
      writer.append(path)
      stamp.encode(into: &writer)
    }
    writer.append(bytes)
    changes.append(.init(table: .memos, key: Array(Self.name(name)), value: writer.bytes))
  }

  /// Drops what is kept under a name, at the next ``flush()``.
  public func removeMemo(_ name: String) {
    changes.append(.init(table: .memos, key: Array(Self.name(name)), value: nil))
  }
}
