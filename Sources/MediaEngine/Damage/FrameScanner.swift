/// Finds bytes between the frames of an MP3, MP2 or ADTS file that belong to none.
///
/// Each frame's header says where the next one begins. Titles may stand between them, and files may be
/// laid one behind the other, the first one cut short, if the second one shows that it begins.
/// What follows the last frame is not judged.
final class FrameScanner: DamageScanner {
  let countsTimes = true

  private let file: FileBytes
  private let kind: FrameHeader.Kind
  /// Where the next frame should begin.
  private var place: Int
  /// From where another frame is looked for if there is none: within the last one, which may be cut.
  private var searchStart: Int
  private var form: UInt32?
  private var openLyrics = 0
  private var isDone = false

  /// Frames in a row that are no accident.
  private static let run = 3
  private static let block = 32 << 10
  /// Lyrics are looked through for their end so far.
  private static let longestLyrics = 1 << 20
  /// Beginnings of lyrics without an end that are looked through.
  private static let mostLyrics = 8

  /// - Parameter place: Where the first frame begins.
  init(path: String, kind: FrameHeader.Kind, from place: Int) throws(MediaError) {
    file = try FileBytes(path: path)
    self.kind = kind
    self.place = place
    searchStart = place
  }

  func advance(to offset: Int) throws(MediaError) -> String? {
    while !isDone, place < min(offset, file.size) {
      if let finding = try step() { return finding }
    }
    return nil
  }

  private func step() throws(MediaError) -> String? {
    if let header = try header(at: place) {
      var fits = form == nil || form == header.form
      if !fits { fits = try isRun(at: place) }
      if fits {
        form = header.form
        searchStart = place + 1
        place += header.length
        return nil
      }
    }
    if let length = try title(at: place) {
      place += length
      searchStart = place
      return nil
    }
    return try search()
  }

  /// Goes to the next frames, over what is none.
  private func search() throws(MediaError) -> String? {
    guard let found = try nextFrames() else {
      isDone = true
      return nil
    }
    let expected = place
    place = found
    // Before the first frame and in a gap that is too small for one, no sound is missing.
    let isSmall = found >= expected && found - expected < FrameHeader.shortest
    var isWhole = form == nil || isSmall
    if !isWhole { isWhole = try isBeginning(at: found) }
    if !isWhole, found < expected { isWhole = try isFresh(at: found) }
    if isWhole {
      form = nil
      return nil
    }
    isDone = true
    return found > expected
      ? "\(found - expected) bytes are no sound" : "a part of its bytes is missing"
  }

  private func nextFrames() throws(MediaError) -> Int? {
    var start = searchStart
    while start < file.size {
      let bytes = try file.bytes(at: start, count: min(Self.block, file.size - start))
      // Copied, since looking at candidates reads other bytes.
      let candidates = bytes.indices.filter { bytes[$0] == 0xFF || bytes[$0] == 0x49 }
        .map { start + $0 - bytes.startIndex }
      let count = bytes.count
      for candidate in candidates {
        if try isRun(at: candidate) { return candidate }
        if try isTaggedBeginning(at: candidate) { return candidate }
      }
      start += count
    }
    return nil
  }

  /// Whether some frames alike follow each other, up to a title or the end of the file.
  private func isRun(at start: Int) throws(MediaError) -> Bool {
    guard let first = try header(at: start) else { return false }
    var next = start + first.length
    for _ in 1..<Self.run {
      if file.size - next < FrameHeader.size(kind) { return true }
      guard let header = try header(at: next), header.form == first.form else {
        return try title(at: next) != nil
      }
      next += header.length
    }
    return true
  }

  private func header(at offset: Int) throws(MediaError) -> FrameHeader? {
    let size = FrameHeader.size(kind)
    guard file.size - offset >= size else { return nil }
    return FrameHeader(kind, try file.bytes(at: offset, count: size))
  }

  // MARK: What is no frame

  /// Whether a file of its own begins there.
  private func isBeginning(at offset: Int) throws(MediaError) -> Bool {
    if try isTaggedBeginning(at: offset) { return true }
    // Encoders' first frame holds no sound, but these words behind its side information.
    for place in [13, 15, 21, 23, 36, 38] {
      let word = try text(at: offset + place, count: 4)
      if word == "Xing" || word == "Info" || word == "VBRI" { return true }
    }
    return false
  }

  /// Whether a frame of MP3 takes nothing from those before it, as the first one of a file does: most
  /// others do.
  private func isFresh(at offset: Int) throws(MediaError) -> Bool {
    guard kind == .mpeg, file.size - offset >= 8 else { return false }
    let bytes = Array(try file.bytes(at: offset, count: 8))
    guard bytes[1] >> 1 & 3 == 1 else { return false }
    let place = bytes[1] & 1 == 0 ? 6 : 4
    // Eight bits, and nine in MPEG 1.
    return bytes[place] == 0 && (bytes[1] >> 3 & 3 != 3 || bytes[place + 1] < 0x80)
  }

  private func isTaggedBeginning(at offset: Int) throws(MediaError) -> Bool {
    guard try text(at: offset, count: 3) == "ID3" else { return false }
    return try title(at: offset) != nil
  }

  /// The length of a title, or of what else programs put between frames: ID3, APE, Lyrics3.
  private func title(at offset: Int) throws(MediaError) -> Int? {
    guard file.size - offset >= 32 else { return nil }
    switch try text(at: offset, count: 3) {
    case "TAG": return try text(at: offset, count: 4) == "TAG+" ? 227 : 128
    case "ID3":
      let head = Array(try file.bytes(at: offset, count: 10))
      guard head[3] < 0xFF, head[4] < 0xFF, head[6...].allSatisfy({ $0 < 0x80 }) else {
        return nil
      }
      let size = head[6...].reduce(0) { $0 << 7 | Int($1) }
      return 10 + size + (head[5] & 0x10 != 0 ? 10 : 0)
    case "APE":
      guard try text(at: offset, count: 8) == "APETAGEX" else { return nil }
      // The same words stand at both ends; the size is that of all but the first of them.
      let isHeader = try file.byte(at: offset + 23) & 0x20 != 0
      return try 32 + (isHeader ? file.littleEndian(at: offset + 12, count: 4) : 0)
    case "LYR": return try lyrics(at: offset)
    default: return nil
    }
  }

  private func lyrics(at offset: Int) throws(MediaError) -> Int? {
    guard openLyrics < Self.mostLyrics, try text(at: offset, count: 11) == "LYRICSBEGIN" else {
      return nil
    }
    let count = min(Self.longestLyrics, file.size - offset)
    let bytes = try file.bytes(at: offset, count: count)
    let end = Array("LYRICS".utf8)
    for place in bytes.indices.dropFirst(11).dropLast(8)
    where bytes[place] == end[0] && bytes[place...].starts(with: end) {
      let last = bytes[(place + 6)..<(place + 9)]
      if ["END", "200"].contains(String(decoding: last, as: UTF8.self)) {
        return place + 9 - bytes.startIndex
      }
    }
    openLyrics += 1
    return nil
  }

  private func text(at offset: Int, count: Int) throws(MediaError) -> String? {
    guard file.size - offset >= count else { return nil }
    return String(decoding: try file.bytes(at: offset, count: count), as: UTF8.self)
  }
}
