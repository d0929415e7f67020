internal import CIsolation
internal import CRSVG
internal import Glibc

/// A drawing in SVG, which is drawn at any size.
///
/// librsvg runs in a process of its own, with bounds on memory and time: what a drawing asks of it
/// shows only when it is drawn.
struct SVGDrawing {
  /// In CSS pixels, of which 96 make an inch: what the drawing says, else its view box, else what it
  /// covers, and what is drawn then is what was measured.
  let width: Double
  let height: Double
  private let source: SVGSource

  /// Seconds after which drawing ends, however busy the machine is.
  private static let patience: UInt32 = 180

  /// - Throws: ``MediaError`` with the code `unreadable`, `unsupported` or `invalid-media`.
  init(path: String) throws(MediaError) {
    try self.init(SVGSource(path: path))
  }

  /// A drawing of which nothing is refused, to try what the library does.
  init(unchecked bytes: [UInt8], path: String) throws(MediaError) {
    try self.init(SVGSource(path: path, bytes: bytes))
  }

  private init(_ source: SVGSource) throws(MediaError) {
    self.source = source
    let path = source.path
    let size = try Self.answer(source, width: 0, height: 0) { answer, _ in
      (answer.width, answer.height)
    }
    guard size.0.isFinite, size.1.isFinite, size.0 > 0, size.1 > 0,
      size.0 < 1000 * size.1, size.1 < 1000 * size.0
    else {
      throw MediaError(.unsupported, path: path, message: "\(path) has no size that can be drawn.")
    }
    (width, height) = size
  }

  /// Pixels of red, green, blue and alpha, premultiplied, of the whole drawing; some bytes behind
  /// them may be read as well.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported` or `invalid-media`.
  func pixels(width: Int, height: Int) throws(MediaError) -> [UInt8] {
    guard max(width, height) <= 16384, width * height <= Int(MediaInput.maximumPixels) else {
      throw MediaError(
        .unsupported, path: source.path,
        message:
          "\(source.path) would have to be drawn with \(width)×\(height) pixels; crop less of it.")
    }
    return try Self.answer(source, width: width, height: height) { _, pixels in
      Array(pixels) + [UInt8](repeating: 0, count: 64)
    }
  }

  private static func answer<Result>(
    _ source: SVGSource, width: Int, height: Int,
    _ body: (reel_drawing_answer, UnsafeRawBufferPointer) -> Result
  ) throws(MediaError) -> Result {
    let path = source.path
    let file = reel_memory_file()
    guard file >= 0 else { throw .outOfMemory(path) }
    defer { close(file) }
    let status = source.bytes.withUnsafeBufferPointer { bytes in
      var request = reel_drawing(
        data: bytes.baseAddress, size: Int64(bytes.count), width: Int32(width),
        height: Int32(height))
      return reel_isolate(reel_draw, &request, file, patience)
    }
    let head = MemoryLayout<reel_drawing_answer>.size
    guard status >= 0 else { throw .outOfMemory(path) }
    guard reel_ending_signal(status) == 0, reel_exit_status(status) == 0 else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) takes too much memory or time to draw; make it simpler, or a PNG of it.",
        detail: reel_ending_signal(status) == 0 ? nil : "signal \(reel_ending_signal(status))")
    }
    let answer = try MappedFile(path: "/proc/self/fd/\(file)")
    defer { withExtendedLifetime(answer) {} }
    guard answer.bytes.count == head || answer.bytes.count == head + width * height * 4 else {
      throw MediaError(.internal, path: path, message: "\(path) was not drawn whole.")
    }
    let result = answer.bytes.loadUnaligned(as: reel_drawing_answer.self)
    guard result.failure == 0 else {
      throw MediaError(
        .damaged, path: path, message: "\(path) cannot be drawn.", detail: message(of: result))
    }
    return body(result, UnsafeRawBufferPointer(rebasing: answer.bytes[head...]))
  }

  private static func message(of answer: reel_drawing_answer) -> String {
    let text = withUnsafeBytes(of: answer.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The versions of the libraries, by the names that stages use.
  static var versions: [String: String] {
    [
      "librsvg": "\(rsvg_major_version).\(rsvg_minor_version).\(rsvg_micro_version)",
      "cairo": String(cString: cairo_version_string()),
    ]
  }
}
