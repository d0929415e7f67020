/// What the chunks of a WebP file say: its size, its orientation, and, if it is animated, how.
struct WebPChunks {
  var width: Int
  var height: Int
  var orientation: Orientation?
  /// `nil` for a still.
  var animation: ImageAnimation?

  private static let maximumMetadata = 1 << 20

  /// - Throws: ``MediaError`` with the code `invalid-media`, `cut-short` or `unsupported`.
  init(_ file: FileBytes) throws(MediaError) {
    let end = 8 + (try file.littleEndian(at: 4, count: 4))
    guard end <= file.size else { throw file.cutShort }
    (width, height) = (0, 0)
    var rounds = 1
    var delays: [ImageAnimation.Delay] = []
    var offset = 12
    while offset + 8 <= end {
      let name = String(decoding: try file.bytes(at: offset, count: 4), as: UTF8.self)
      let size = try file.littleEndian(at: offset + 4, count: 4)
      let data = offset + 8
      guard size <= end - data else {
        throw file.damaged(
          "its chunk \(name.debugDescription) says that it is longer than the file")
      }
      switch name {
      case "VP8X" where size >= 10:
        width = 1 + (try file.littleEndian(at: data + 4, count: 3))
        height = 1 + (try file.littleEndian(at: data + 7, count: 3))
      case "VP8 " where size >= 10 && width == 0:
        width = (try file.littleEndian(at: data + 6, count: 2)) & 0x3FFF
        height = (try file.littleEndian(at: data + 8, count: 2)) & 0x3FFF
      case "VP8L" where size >= 5 && width == 0:
        let bits = try file.littleEndian(at: data + 1, count: 4)
        width = 1 + bits & 0x3FFF
        height = 1 + bits >> 14 & 0x3FFF
      case "ANIM" where size >= 6:
        rounds = try file.littleEndian(at: data + 4, count: 2)
      case "ANMF" where size >= 16:
        guard delays.count < ImageAnimation.maximumFrames else { throw file.tooManyPictures }
        delays.append(
          .init(parts: try file.littleEndian(at: data + 12, count: 3), unit: 1000))
      case "EXIF" where size <= Self.maximumMetadata:
        orientation = EXIFOrientation.orientation(in: try file.bytes(at: data, count: size))
      default: break
      }
      // Chunks begin at even places.
      offset = data + size + size & 1
    }
    guard width > 0, height > 0 else { throw file.damaged("it holds no picture") }
    if !delays.isEmpty { animation = ImageAnimation(delays: delays, rounds: rounds) }
  }
}
