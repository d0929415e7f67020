/// Small files that are written or read at once.
public enum MediaFile {
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.close()
  }

  /// - Throws: ``MediaError`` with the code `unreadable`.
  public static func read(_ path: String) throws -> [UInt8] {
    let file = try MappedFile(path: path)
    return withExtendedLifetime(file) { Array(file.bytes) }
  }
}
