/// What the blocks of a GIF say: its size, how its pictures follow each other, and how often.
struct GIFBlocks {
  var width: Int
  var height: Int
  var animation: ImageAnimation

  /// Reads all blocks but no pixel.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` or `unsupported`.
  init(_ file: FileBytes) throws(MediaError) {
    width = try file.littleEndian(at: 6, count: 2)
    height = try file.littleEndian(at: 8, count: 2)
    var offset = 13 + Self.paletteSize(try file.byte(at: 10))
    var delays: [ImageAnimation.Delay] = []
    var delay = ImageAnimation.Delay(parts: 0, unit: 100)
    // Without a word about it, a GIF is shown once.
    var rounds = 1
    reading: while offset < file.size {
      switch try file.byte(at: offset) {
      case 0x2C:
        // A picture: its place, perhaps a palette, then data in blocks.
        let flags = try file.byte(at: offset + 9)
        offset = try Self.skipBlocks(file, from: offset + 11 + Self.paletteSize(flags))
        guard delays.count < ImageAnimation.maximumFrames else { throw file.tooManyPictures }
        delays.append(delay)
        delay.parts = 0
      case 0x21:
        let label = try file.byte(at: offset + 1)
        if label == 0xF9, try file.byte(at: offset + 2) >= 4 {
          delay.parts = try file.littleEndian(at: offset + 4, count: 2)
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
    guard !delays.isEmpty else { throw file.cutShort }
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
