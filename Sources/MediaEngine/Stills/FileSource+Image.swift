extension FileSource {
  /// The most bytes that an image's file may have which is read whole.
  private static let maximumImageSize = 256 << 20

  /// All bytes of an image's file, for decoders that want them in memory.
  ///
  /// - Parameter remedy: What to do with a file that is too large.
  /// - Throws: ``MediaError`` with the code `unreadable` or `unsupported`.
  static func image(_ path: String, remedy: String) throws(MediaError) -> [UInt8] {
    let file = try FileSource(path: path)
    guard file.size <= maximumImageSize else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) is larger than \(maximumImageSize >> 20) MiB; \(remedy).")
    }
    return try file.bytes(at: 0, count: file.size)
  }
}
