internal import CFFmpeg
internal import Glibc

/// Decodes the pictures of a GIF, each with those before it under it as the file asks.
///
/// As browsers do: what a picture leaves free, and what is cleared behind one, is transparent.
/// libavcodec would show the background colour there, which the format's text asks for and no
/// browser shows.
final class GIFDecoder: PictureStream {
  private let file: FileBytes
  private let blocks: GIFBlocks
  /// Red, green, blue and alpha of each pixel.
  private var canvas: [UInt8]
  /// What the picture shown last is replaced by before the next one.
  private var underneath: (frame: GIFBlocks.Frame, pixels: [UInt8]?)?
  private var next = 0

  var neededFrom = Int64.min

  init(path: String) throws(MediaError) {
    file = try FileBytes(path: path)
    blocks = try GIFBlocks(file)
    canvas = [UInt8](repeating: 0, count: blocks.width * blocks.height * 4)
  }

  func seek(to time: Int64) -> Bool { false }

  func rewind() {
    canvas.withUnsafeMutableBytes { _ = memset($0.baseAddress!, 0, $0.count) }
    underneath = nil
    next = 0
  }

  func next(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    guard next < blocks.frames.count else { return false }
    dispose()
    let picture = blocks.frames[next]
    // What comes back later is kept before it is drawn over.
    let kept = picture.disposal == .restored ? canvas : nil
    try draw(picture)
    underneath = picture.disposal == .kept ? nil : (picture, kept)
    av_frame_unref(frame)
    frame.pointee.format = AV_PIX_FMT_RGBA.rawValue
    frame.pointee.width = Int32(blocks.width)
    frame.pointee.height = Int32(blocks.height)
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(file.path) }
    let size = blocks.width * 4
    canvas.withUnsafeBytes { bytes in
      for row in 0..<blocks.height {
        memcpy(
          frame.pointee.data.0! + row * Int(frame.pointee.linesize.0),
          bytes.baseAddress! + row * size, size)
      }
    }
    frame.pointee.pts = Int64(next)
    next += 1
    return true
  }

  private func dispose() {
    guard let underneath else { return }
    if let pixels = underneath.pixels {
      canvas = pixels
      return
    }
    let columns = underneath.frame.columns(in: blocks.width)
    for row in underneath.frame.rows(in: blocks.height) {
      let start = (row * blocks.width + columns.lowerBound) * 4
      canvas.replaceSubrange(
        start..<start + columns.count * 4, with: repeatElement(0, count: columns.count * 4))
    }
  }

  private func draw(_ picture: GIFBlocks.Frame) throws(MediaError) {
    let palette = try colors(picture)
    let places = try LZWPixels(file, picture).places
    let columns = picture.columns(in: blocks.width)
    let order = picture.isInterlaced ? Self.interlaced(picture.height) : Array(0..<picture.height)
    let width = blocks.width
    canvas.withUnsafeMutableBufferPointer { canvas in
      for (line, row) in order.enumerated() {
        let start = line * picture.width - picture.x
        let y = picture.y + row
        guard y < blocks.height else { continue }
        for column in columns {
          let index = start + column
          // Where the data end early, what was there stays.
          guard index < places.count else { return }
          let place = Int(places[index])
          if place == picture.transparent || place * 3 + 2 >= palette.count { continue }
          let pixel = (y * width + column) * 4
          canvas[pixel] = palette[place * 3]
          canvas[pixel + 1] = palette[place * 3 + 1]
          canvas[pixel + 2] = palette[place * 3 + 2]
          canvas[pixel + 3] = 255
        }
      }
    }
  }

  private func colors(_ picture: GIFBlocks.Frame) throws(MediaError) -> [UInt8] {
    guard let palette = picture.palette ?? blocks.palette else {
      throw file.damaged("picture \(next + 1) has no palette")
    }
    return Array(try file.bytes(at: palette.lowerBound, count: palette.count))
  }

  /// The rows of an interlaced picture in the order in which they are stored.
  private static func interlaced(_ height: Int) -> [Int] {
    [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { first, step in
      Array(stride(from: first, to: height, by: step))
    }
  }
}

extension GIFBlocks.Frame {
  /// The columns of a canvas that the picture covers.
  fileprivate func columns(in width: Int) -> Range<Int> {
    min(x, width)..<min(x + self.width, width)
  }

  fileprivate func rows(in height: Int) -> Range<Int> {
    min(y, height)..<min(y + self.height, height)
  }
}
