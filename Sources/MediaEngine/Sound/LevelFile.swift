/// Files of levels: the K-weighted energies of a sound, one 32-bit float for each 100 ms.
public enum LevelFile {
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public static func write(_ levels: [Float], to path: String) throws {
    var writer = ByteWriter()
    for level in levels { writer.append(level.bitPattern) }
    try MediaFile.write(writer.bytes, to: path)
  }

  /// - Throws: ``MediaError`` with the code `unreadable`, or `invalid-media` if the file holds
  ///   anything but finite energies.
  public static func read(_ path: String) throws -> [Float] {
    let file = try MappedFile(path: path)
    let levels = withExtendedLifetime(file) {
      stride(from: 0, to: file.bytes.count - 3, by: 4).map { offset in
        Float(
          bitPattern: UInt32(
            littleEndian: file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
    }
    guard file.bytes.count % 4 == 0, levels.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw MediaError(
        .damaged, path: path, message: "\(path) holds no levels; remove it from the store.")
    }
    return levels
  }
}
