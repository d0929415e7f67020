/// Finds pages of an Ogg file that are damaged or missing.
///
/// Each page has a checksum, and a number in its stream. Streams may be mixed, and follow one another;
/// a stream that was recorded has no mark of its end, and begins with its headers and then with any
/// number. What lies before, behind and between the pages is no sound, such as titles: it is passed
/// over, unless pages are missing there.
final class OggScanner: DamageScanner {
  let countsTimes = false

  private let file: FileBytes
  /// Where the next page should begin.
  private var place = 0
  private var streams: [UInt32: Stream] = [:]
  private var isDone = false
  private var wrongPages = 0

  private struct Stream {
    var number: UInt32
    /// Whether sound has come, and not headers alone.
    var hasBegun: Bool
    var hasEnded: Bool
  }

  private static let mark = Array("OggS".utf8)
  private static let headerSize = 27
  /// Bytes that are no page, behind a stream without a mark of its end.
  private static let longestTitle = 4096
  /// Streams that are known at a time; a file that begins more of them is not followed.
  private static let mostStreams = 4096
  /// Behind so many, nothing is looked at: sums of pages that lie within each other take long.
  private static let mostWrongPages = 100

  init(path: String) throws(MediaError) { file = try FileBytes(path: path) }

  func advance(to offset: Int) throws(MediaError) -> String? {
    while !isDone, place < min(offset, file.size) {
      if let finding = try readPage() { return finding }
    }
    return nil
  }

  private func readPage() throws(MediaError) -> String? {
    guard try hasMark(at: place) else { return try findPage() }
    guard file.size - place >= Self.headerSize else { return cutShort() }
    let header = try file.bytes(at: place, count: Self.headerSize)
    let segments = Int(header.last!)
    guard file.size - place >= Self.headerSize + segments else { return cutShort() }
    let sizes = try file.bytes(at: place + Self.headerSize, count: segments)
    let size = Self.headerSize + segments + sizes.reduce(0) { $0 + Int($1) }
    guard file.size - place >= size else { return cutShort() }
    let page = try file.bytes(at: place, count: size)
    guard OggChecksum.sum(page: page) == Self.number(page, at: 22) else {
      wrongPages += 1
      isDone = wrongPages == Self.mostWrongPages
      // Its size is as doubtful as all of it.
      place += Self.mark.count
      return "a page has a wrong checksum"
    }
    place += size
    return follow(page)
  }

  private func cutShort() -> String {
    isDone = true
    return "it ends in the middle of a page"
  }

  /// Compares a page's number with that of the page before it.
  private func follow(_ page: ArraySlice<UInt8>) -> String? {
    let flags = page[page.startIndex + 5]
    let number = Self.number(page, at: 18)
    // The highest bit of the position alone says that no packet ends here.
    let position = UInt64(Self.number(page, at: 10)) << 32 | UInt64(Self.number(page, at: 6))
    let serial = Self.number(page, at: 14)
    let isFirst = flags & 2 != 0
    let known = isFirst ? nil : streams[serial]
    if known == nil, streams.count >= Self.mostStreams { streams.removeAll() }
    streams[serial] = Stream(
      number: number,
      hasBegun: known?.hasBegun == true || position > 0 && position < 1 << 63,
      hasEnded: flags & 4 != 0)
    guard let known, known.hasBegun, !known.hasEnded else { return nil }
    // Numbers that do not count at all are no damage.
    let step = number &- known.number
    guard step > 1, step < 1 << 31 else { return nil }
    return step == 2 ? "a page is missing" : "\(step - 1) pages are missing"
  }

  /// Goes to the next page, over what is none.
  private func findPage() throws(MediaError) -> String? {
    if let next = try file.firstPlace(of: Self.mark, from: place) {
      place = next
      return nil
    }
    isDone = true
    return hasEnded || file.size - place <= Self.longestTitle ? nil : "what follows is no sound"
  }

  /// Whether each stream had its mark of the end.
  var hasEnded: Bool { streams.values.allSatisfy { !$0.hasBegun || $0.hasEnded } }

  private func hasMark(at offset: Int) throws(MediaError) -> Bool {
    let count = min(Self.mark.count, file.size - offset)
    return try file.bytes(at: offset, count: count).elementsEqual(Self.mark)
  }

  private static func number(_ page: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(page[page.startIndex + offset + $1]) << UInt32(8 * $1) }
  }
}
