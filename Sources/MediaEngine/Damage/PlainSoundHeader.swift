/// How many bytes of sound the header of a WAV, RF64, W64, AIFF, CAF or AU file promises.
///
/// Programs that write to a pipe do not know it beforehand, and leave 0 or a number near the
/// largest one there: that is no promise.
struct PlainSoundHeader {
  /// Where the sound begins, in bytes.
  private(set) var start = 0
  private(set) var promised = 0
  /// Samples of all channels that are stored together, in bytes.
  private var block = 1

  /// A header that counts itself to the sound, as some programs have it, and what is smaller than a
  /// block are not missed.
  private static let unheard = 64
  /// More chunks are not looked through.
  private static let mostChunks = 1000

  /// - Returns: `nil` if the file is of no such kind, or promises nothing.
  /// - Throws: ``MediaError`` with the code `unreadable`.
  init?(path: String) throws(MediaError) {
    let file = try FileBytes(path: path)
    do {
      switch String(decoding: try file.start(count: 4), as: UTF8.self) {
      case "RIFF", "RF64", "BW64": try readWave(file)
      case "riff": try readWave64(file)
      case "FORM": try readAIFF(file)
      case "caff": try readCAF(file)
      case ".snd":
        start = try file.number32(at: 4)
        promised = Self.known(try file.number32(at: 8))
      default: return nil
      }
    } catch {
      // A header that is cut short promises nothing.
      guard error.code == .cutShort else { throw error }
      return nil
    }
    guard promised > 0, start > 0 else { return nil }
  }

  /// Whether a file of that size lacks more than nobody hears.
  func isCut(size: Int) -> Bool {
    let (end, isTooLarge) = start.addingReportingOverflow(promised)
    return isTooLarge || end - size > max(block, Self.unheard)
  }

  /// A number of 32 bits, or 0 for those that stand for none: 0x7F000000 (sox), 0x7FFFFFFF,
  /// 0x80000000 (arecord), 0xFFFFFFFF (ffmpeg), and some less or more for the headers.
  private static func known(_ bytes: Int) -> Int {
    0x7F00_0000..<0x8001_0000 ~= bytes || bytes >= 0xFFFF_0000 ? 0 : bytes
  }

  private static func known64(_ bytes: Int) -> Int { 0..<(1 << 62) ~= bytes ? bytes : 0 }

  private mutating func readWave(_ file: FileBytes) throws(MediaError) {
    var (place, large) = (12, 0)
    for _ in 0..<Self.mostChunks {
      let size = try file.littleEndian(at: place + 4, count: 4)
      switch try Self.name(file, place) {
      case "ds64": large = Self.known64(try file.littleEndian(at: place + 16, count: 8))
      case "fmt ": block = try file.littleEndian(at: place + 20, count: 2)
      case "data":
        start = place + 8
        promised = size == 0xFFFF_FFFF ? large : Self.known(size)
        return
      default: break
      }
      place += 8 + size + size % 2
    }
  }

  /// Names have 16 bytes there; sizes count the chunk's head, and are filled up to eight bytes.
  private mutating func readWave64(_ file: FileBytes) throws(MediaError) {
    var place = 40
    for _ in 0..<Self.mostChunks {
      let size = Self.known64(try file.littleEndian(at: place + 16, count: 8))
      switch try Self.name(file, place) {
      case "fmt ": block = try file.littleEndian(at: place + 36, count: 2)
      case "data":
        start = place + 24
        promised = max(0, size - 24)
        return
      default: break
      }
      guard size >= 24 else { return }
      place += (size + 7) / 8 * 8
    }
  }

  private mutating func readAIFF(_ file: FileBytes) throws(MediaError) {
    var place = 12
    for _ in 0..<Self.mostChunks {
      let size = try file.number32(at: place + 4)
      switch try Self.name(file, place) {
      case "COMM":
        let bits = try file.number16(at: place + 14)
        block = try file.number16(at: place + 8) * ((bits + 7) / 8)
      case "SSND":
        start = place + 16
        promised = max(0, Self.known(size) - 8)
        return
      default: break
      }
      place += 8 + size + size % 2
    }
  }

  private mutating func readCAF(_ file: FileBytes) throws(MediaError) {
    var place = 8
    for _ in 0..<Self.mostChunks {
      let high = try file.number32(at: place + 4)
      let size = Self.known64(high << 32 | (try file.number32(at: place + 8)))
      switch try Self.name(file, place) {
      case "desc": block = try file.number32(at: place + 28)
      case "data":
        start = place + 16
        promised = max(0, size - 4)
        return
      default: break
      }
      guard place < file.size - size else { return }
      place += 12 + size
    }
  }

  private static func name(_ file: FileBytes, _ place: Int) throws(MediaError) -> String {
    String(decoding: try file.bytes(at: place, count: 4), as: UTF8.self)
  }
}
