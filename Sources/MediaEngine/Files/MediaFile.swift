/// Small files that are written at once.
public enum MediaFile {
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.close()
  }
}
