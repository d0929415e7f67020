extension ArtifactStore {
  /// A number that is another one after results were deleted. Whoever remembers that everything was
  /// there has to remember this as well.
  public func generation() throws(StoreError) -> UInt64 {
    let found = try read(.properties, Self.name("generation")) { bytes in
      var reader = ByteReader(bytes)
      return reader.word()
    }
    return found.flatMap(\.self) ?? 0
  }

  /// What goes into the same transaction as the deletion of results.
  func generationChange() throws(StoreError) -> Index.Change {
    var writer = ByteWriter()
    writer.append(try generation() &+ 1)
    return Index.Change(
      table: .properties, key: Array(Self.name("generation")), value: writer.bytes)
  }
}
