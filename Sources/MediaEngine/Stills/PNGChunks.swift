/// What the chunks of a PNG say: its size, its orientation, and, if it is animated, how.
struct PNGChunks {
  var width: Int
  var height: Int
  var orientation: Orientation?
  /// `nil` for a still.
  var animation: ImageAnimation?

  /// Metadata larger than this is not looked at.
  private static let maximumMetadata = 1 << 20

  /// Reads the heads of all chunks, and what is small in them.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media`, `cut-short` or `unsupported`.
  init(_ file: FileBytes) throws(MediaError) {
    width = try file.number32(at: 16)
    height = try file.number32(at: 20)
    var rounds: Int?
    var delays: [ImageAnimation.Delay] = []
    var offset = 8
    while offset < file.size {
      let size = try file.number32(at: offset)
      let name = String(decoding: try file.bytes(at: offset + 4, count: 4), as: UTF8.self)
      let data = offset + 8
      guard size <= file.size - data else { throw file.cutShort }
      let isSmall = size <= Self.maximumMetadata
      switch name {
      case "acTL" where size >= 8: rounds = try file.number32(at: data + 4)
      case "fcTL" where size >= 26:
        guard delays.count < ImageAnimation.maximumFrames else { throw file.tooManyPictures }
        let unit = try file.number16(at: data + 22)
        delays.append(
          .init(parts: try file.number16(at: data + 20), unit: unit == 0 ? 100 : unit))
      case "eXIf" where isSmall:
        orientation =
          EXIFOrientation.orientation(in: try file.bytes(at: data, count: size)) ?? orientation
      case "tEXt" where isSmall && orientation == nil,
        "zTXt" where isSmall && orientation == nil:
        orientation = Self.orientation(inText: Array(try file.bytes(at: data, count: size)))
      case "IEND":
        offset = file.size
        continue
      default: break
      }
      offset = data + size + 4
    }
    if let rounds, delays.count > 1 {
      animation = ImageAnimation(delays: delays, rounds: rounds)
    }
  }

  /// Before PNG had a chunk for EXIF, programs wrote it in hexadecimal into a text: the words
  /// `Raw profile type exif`, a line with the kind, one with the length, then the digits.
  private static func orientation(inText chunk: [UInt8]) -> Orientation? {
    guard let end = chunk.firstIndex(of: 0),
      chunk[..<end].elementsEqual("Raw profile type exif".utf8)
        || chunk[..<end].elementsEqual("Raw profile type APP1".utf8)
    else { return nil }
    var text = chunk[(end + 1)...]
    // A compressed text begins with the method, of which there is one.
    if text.first == 0 {
      guard let plain = Inflation.zlib(text.dropFirst(), limit: 2 * maximumMetadata) else {
        return nil
      }
      text = plain[...]
    }
    let lines = text.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: true)
    guard lines.count == 3 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in lines[2] {
      guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { continue }
      if let first = high {
        bytes.append(first << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    return EXIFOrientation.orientation(in: bytes)
  }
}
