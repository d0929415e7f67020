/// The text of an SVG file, with everything in it that could show what is in no file of the film
/// refused: other files, and the fonts of the machine.
struct SVGSource {
  let path: String
  let bytes: [UInt8]

  /// Bytes, unpacked; pictures that are embedded take most of them.
  private static let maximumSize = 64 << 20

  /// Whether a file begins as SVG does: the first element is `svg`.
  static func isSVG(_ file: FileBytes) throws(MediaError) -> Bool {
    var start = try file.start(count: 4096)
    if start.starts(with: gzipMark) {
      // What there is of the packed start, unpacked as far as it goes.
      start = Inflation.gzipStart(start)[...]
    }
    return SVGScanner.rootName(in: start) == "svg"
  }

  private static let gzipMark: [UInt8] = [0x1F, 0x8B]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// - Throws: ``MediaError`` with the code `unsupported`, `invalid-media` or `unreadable`.
  init(path: String) throws(MediaError) {
    let file = try FileSource(path: path)
    guard file.size <= Self.maximumSize else { throw .drawing(path, "is larger than 64 MiB") }
    var bytes = try file.bytes(at: 0, count: file.size)
    if bytes.starts(with: Self.gzipMark) {
      guard let plain = Inflation.gzip(bytes[...], limit: Self.maximumSize) else {
        throw MediaError(
          .damaged, path: path,
          message: "\(path) cannot be unpacked: it is damaged, or larger than 64 MiB.")
      }
      bytes = plain
    }
    self.path = path
    self.bytes = bytes
    var scanner = SVGScanner(bytes)
    if let problem = scanner.problem() { throw .drawing(path, problem) }
  }
}

extension MediaError {
  /// - Parameter problem: What the drawing does: `is larger than …`.
  fileprivate static func drawing(_ path: String, _ problem: String) -> MediaError {
    MediaError(.unsupported, path: path, message: "\(path) \(problem).")
  }
}
