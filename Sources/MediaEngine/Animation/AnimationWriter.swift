public import FilmVocabulary

/// Writes an animated GIF that begins again at its end.
///
/// A frame is stored as the rectangle in which it differs from the one before, and what does not
/// differ in there is transparent. A frame that does not differ at all lengthens the one before;
/// beyond the longest time that a picture can show, 655.35 s, a transparent pixel goes on with it.
/// GIF counts time in hundredths of a second: frame k begins at the hundredth that is nearest to
/// its time, so that nothing adds up.
public final class AnimationWriter {
  private let width: Int
  private let height: Int
  private let frameRate: Rational
  private let output: OutputFile
  private var quantizer: ColorQuantizer
  private var shown: [UInt8] = []
  private var frame = 0
  /// The image that waits for the next one, which says how long it shows.
  private var waiting: (start: Int, bytes: [UInt8])?
  private var compressor = LZWCompressor()

  /// Colours in a palette, besides the one that stands for transparency.
  public static let colors = 255
  private static let transparent: UInt8 = 255
  /// In hundredths of a second.
  private static let longestDelay = 65535

  /// - Parameter palette: Three bytes a colour, at most ``colors`` of them.
  /// - Throws: ``MediaError`` with the code `no-space`, `unwritable`, or `invalid-media` if there
  ///   is no palette.
  public init(
    path: String, width: Int, height: Int, frameRate: Rational, palette: [UInt8]
  ) throws {
    guard (3...3 * Self.colors).contains(palette.count), palette.count % 3 == 0,
      max(width, height) < 1 << 16
    else { throw MediaError(.damaged, path: path, message: "A palette is damaged.") }
    self.width = width
    self.height = height
    self.frameRate = frameRate
    quantizer = ColorQuantizer(
      palette: stride(from: 0, to: palette.count, by: 3).map {
        PixelColor(red: palette[$0], green: palette[$0 + 1], blue: palette[$0 + 2])
      })
    output = try OutputFile(path: path)
    var header = ByteWriter()
    header.append(raw: "GIF89a".utf8)
    header.append(UInt16(width))
    header.append(UInt16(height))
    // A table of 256 colours of 8 bits, the first as background, square pixels.
    header.append(raw: [0xF7, 0, 0])
    header.append(raw: palette + [UInt8](repeating: 0, count: 768 - palette.count))
    header.append(raw: [0x21, 0xFF, 11])
    header.append(raw: "NETSCAPE2.0".utf8)
    header.append(raw: [3, 1, 0, 0, 0])
    try output.write(header.bytes)
  }

  public func append(_ picture: Picture) throws {
    precondition(picture.width == width && picture.height == height)
    let indices = quantizer.indices(of: picture)
    let start = time(ofFrame: frame)
    frame += 1
    guard let image = image(indices) else { return }
    shown = indices
    try flush(until: start)
    waiting = (start, image)
  }

  public func finish() throws {
    try flush(until: time(ofFrame: frame))
    try output.write([0x3B])
    try output.close()
  }

  /// In hundredths of a second.
  private func time(ofFrame frame: Int) -> Int { (Rational(100 * frame) / frameRate).rounded }

  private func flush(until end: Int) throws {
    guard let waiting else { return }
    self.waiting = nil
    var bytes = waiting.bytes
    var left = end - waiting.start
    repeat {
      // Readers take a hundredth alone for ten: none is left over.
      let delay = left <= Self.longestDelay ? left : min(left - 2, Self.longestDelay)
      // What is there stays, one colour is transparent.
      try output.write(
        [0x21, 0xF9, 4, 0x05, UInt8(delay & 255), UInt8(delay >> 8), Self.transparent, 0])
      try output.write(bytes)
      bytes = block(x: 0, y: 0, width: 1, height: 1, pixels: [Self.transparent])
      left -= delay
    } while left > 0
  }

  /// The image block of a frame; `nil` if nothing has changed.
  private func image(_ indices: [UInt8]) -> [UInt8]? {
    guard !shown.isEmpty else {
      return block(x: 0, y: 0, width: width, height: height, pixels: indices)
    }
    var (left, right, top, bottom) = (width, -1, height, -1)
    for y in 0..<height {
      for x in 0..<width where indices[y * width + x] != shown[y * width + x] {
        left = min(left, x)
        right = max(right, x)
        top = min(top, y)
        bottom = y
      }
    }
    guard right >= left else { return nil }
    var pixels: [UInt8] = []
    pixels.reserveCapacity((right - left + 1) * (bottom - top + 1))
    for y in top...bottom {
      for x in left...right {
        let index = indices[y * width + x]
        pixels.append(index == shown[y * width + x] ? Self.transparent : index)
      }
    }
    return block(
      x: left, y: top, width: right - left + 1, height: bottom - top + 1, pixels: pixels)
  }

  private func block(x: Int, y: Int, width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
    var block = ByteWriter()
    block.append(raw: [0x2C])
    for value in [x, y, width, height] { block.append(UInt16(value)) }
    block.append(raw: [0])
    return block.bytes + compressor.compress(pixels)
  }
}
