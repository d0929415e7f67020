extension ColorTable {
  private static let magic = Array("reeltabl".utf8)
  private static let version: UInt32 = 1

  /// Writes the table to a file: the magic `reeltabl` and the version in 32 bits, then the grid's
  /// places, luma changing first, then the blue and the red difference; three numbers of 16 bits for
  /// each, in 1/64. All are little-endian.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func write(to path: String) throws {
    var bytes = ByteWriter()
    bytes.append(raw: Self.magic)
    bytes.append(Self.version)
    for entry in entries {
      bytes.append(entry.x)
      bytes.append(entry.y)
      bytes.append(entry.z)
    }
    try MediaFile.write(bytes.bytes, to: path)
  }

  /// Reads a file that ``write(to:)`` wrote.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable` or `invalid-media`.
  public convenience init(contentsOf path: String) throws {
    let file = try MappedFile(path: path)
    defer { withExtendedLifetime(file) {} }
    do {
      var reader = ByteReader(file.bytes)
      try reader.check(magic: Self.magic, version: Self.version)
      guard file.bytes.count - reader.offset == Self.places * 3 * MemoryLayout<Int16>.size
      else { throw ByteReader.Failure() }
      var entries: [SIMD4<Int16>] = []
      entries.reserveCapacity(Self.places)
      for _ in 0..<Self.places {
        entries.append(
          SIMD4(
            try reader.read(Int16.self), try reader.read(Int16.self), try reader.read(Int16.self),
            0))
      }
      self.init(entries: entries)
    } catch is ByteReader.Failure {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is no complete table of colours; remove it from the store.")
    }
  }
}
