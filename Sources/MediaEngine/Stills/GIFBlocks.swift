/// What the blocks of a GIF say: its size, where its pictures are, how they follow each other, and
/// how often.
struct GIFBlocks {
  var width: Int
  var height: Int
  /// Where the palette stands for pictures that have none.
  var palette: Range<Int>?
  var frames: [Frame] = []
  var animation: ImageAnimation

  /// One picture: a rectangle that may lie anywhere.
  struct Frame {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var isInterlaced: Bool
    /// Where its own palette stands.
    var palette: Range<Int>?
    /// The place in the palette that is transparent.
    var transparent: Int?
    var disposal: Disposal
    /// Where the packed pixels begin.
    var data: Int
  }

  /// What becomes of a picture before the next one is drawn.
  enum Disposal { case kept, cleared, restored }

  /// Reads all blocks but no pixel.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media`, `cut-short` or `unsupported`.
  init(_ file: FileBytes) throws(MediaError) {
    width = try file.littleEndian(at: 6, count: 2)
    height = try file.littleEndian(at: 8, count: 2)
    var offset = 13 + Self.paletteSize(try file.byte(at: 10))
    if offset > 13 { palette = 13..<offset }
    var transparent: Int?
    var disposal = Disposal.kept
    var delays: [ImageAnimation.Delay] = []
    var delay = ImageAnimation.Delay(parts: 0, unit: 100)
    // Without a word about it, a GIF is shown once.
    var rounds = 1
    reading: while offset < file.size {
      switch try file.byte(at: offset) {
      case 0x2C:
        // A picture: its place, perhaps a palette, then data in blocks.
        let flags = try file.byte(at: offset + 9)
        let pixels = offset + 10 + Self.paletteSize(flags)
        frames.append(
          Frame(
            x: try file.littleEndian(at: offset + 1, count: 2),
            y: try file.littleEndian(at: offset + 3, count: 2),
            width: try file.littleEndian(at: offset + 5, count: 2),
            height: try file.littleEndian(at: offset + 7, count: 2),
            isInterlaced: flags & 0x40 != 0,
            palette: pixels > offset + 10 ? offset + 10..<pixels : nil,
            transparent: transparent, disposal: disposal, data: pixels))
        (transparent, disposal) = (nil, .kept)
        offset = try Self.skipBlocks(file, from: pixels + 1)
        guard delays.count < ImageAnimation.maximumFrames else { throw file.tooManyPictures }
        delays.append(delay)
        delay.parts = 0
      case 0x21:
        let label = try file.byte(at: offset + 1)
        if label == 0xF9, try file.byte(at: offset + 2) >= 4 {
          let flags = try file.byte(at: offset + 3)
          delay.parts = try file.littleEndian(at: offset + 4, count: 2)
          transparent = flags & 1 == 1 ? try file.byte(at: offset + 6) : nil
          disposal =
            switch flags >> 2 & 7 {
            case 2: .cleared
            // Some programs wrote 4 for 3.
            case 3, 4: .restored
            default: .kept
            }
        } else if label == 0xFF, let repeats = try Self.repeats(file, at: offset + 2) {
          // So many times again after the first.
          rounds = repeats == 0 ? 0 : repeats + 1
        }
        offset = try Self.skipBlocks(file, from: offset + 2)
      case 0x3B:
        break reading
      default:
        // Programs append things behind the pictures; what comes before them must be right.
        if delays.isEmpty { throw file.damaged("it holds something that is no part of a GIF") }
        break reading
      }
    }
    guard let first = frames.first else { throw file.cutShort }
    // A screen without a size is as large as the first picture on it.
    if width == 0 || height == 0 { (width, height) = (first.width, first.height) }
    animation = ImageAnimation(delays: delays, rounds: rounds)
  }

  private static func paletteSize(_ flags: Int) -> Int {
    flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1)
  }

  private static func skipBlocks(_ file: FileBytes, from start: Int) throws(MediaError) -> Int {
    var offset = start
    while true {
      let size = try file.byte(at: offset)
      offset += 1 + size
      if size == 0 { return offset }
    }
  }

  /// The number in the extension that Netscape invented; `nil` for other extensions.
  private static func repeats(_ file: FileBytes, at offset: Int) throws(MediaError) -> Int? {
    guard try file.byte(at: offset) == 11 else { return nil }
    let name = try file.bytes(at: offset + 1, count: 11)
    guard name.elementsEqual("NETSCAPE2.0".utf8) || name.elementsEqual("ANIMEXTS1.0".utf8),
      try file.byte(at: offset + 12) == 3, try file.byte(at: offset + 13) == 1
    else { return nil }
    return try file.littleEndian(at: offset + 14, count: 2)
  }
}

extension FileBytes {
  var tooManyPictures: MediaError {
    MediaError(
      .unsupported, path: path,
      message:
        "\(path) holds more than \(ImageAnimation.maximumFrames) pictures; make a video of it.")
  }
}
