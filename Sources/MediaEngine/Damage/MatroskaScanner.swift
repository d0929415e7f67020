/// Finds places in a Matroska or WebM file where one element does not follow another.
///
/// The file is a tree of elements, each with a number of its kind and its length. Looked at are
/// those of the file, of its segments and of their clusters, which hold pictures and sound; their
/// content is not read. Lengths of segments and clusters may be unknown, as in what is sent live, and a
/// recording that was broken off ends anywhere: only a segment of known length is cut short.
final class MatroskaScanner: DamageScanner {
  let countsTimes = false

  private let file: FileBytes
  private var place = 0
  /// Where the segment ends; `nil` if that is not known.
  private var segmentEnd: Int?
  private var cluster = Cluster.none
  /// In units of ``scale``.
  private var clusterTime = 0
  /// Of the last block, from the cluster's time on.
  private var blockTime = 0
  private var firstTime: Int?
  /// Nanoseconds of a unit of time.
  private var scale = 1_000_000
  /// Whether what is read belongs to a segment.
  private var isInside = false
  private var isDone = false

  private enum Cluster: Equatable {
    case none
    case open
    case until(Int)
  }

  private struct Element {
    var kind: Int
    /// Bytes; `nil` if the length is not known.
    var length: Int?
    /// Where its content begins.
    var content: Int
  }

  private enum Kind {
    static let header = 0x1A45_DFA3
    static let segment = 0x1853_8067
    static let info = 0x1549_A966
    static let cluster = 0x1F43_B675
    static let clusterMark: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
    static let time = 0xE7
    static let block = 0xA3
    static let group = 0xA0
    static let blockInGroup = 0xA1
    static let scale = 0x2A_D7B1
    /// What stands in a segment beside clusters: lists of places, tracks, cues, attachments, chapters,
    /// tags.
    static let inSegment: Set<Int> = [
      info, cluster, 0x114D_9B74, 0x1654_AE6B, 0x1C53_BB6B, 0x1941_A469, 0x1043_A770, 0x1254_C367,
    ]
    /// Times, places, blocks and groups of them; and what stands anywhere.
    static let inCluster: Set<Int> = [
      time, 0xA7, 0xAB, block, group, 0xAF, 0x5854, void, checksum,
    ]
    static let void = 0xEC
    static let checksum = 0xBF
  }

  /// Enough for the head of each element, and little of what is passed over.
  private static let blockSize = 4096
  /// The longest head that is read: four bytes for the kind, eight for the length.
  private static let longestHead = 12

  init(path: String) throws(MediaError) {
    file = try FileBytes(path: path, blockSize: Self.blockSize)
  }

  /// The time of the block that was reached, in samples from the first cluster's.
  var time: Int? {
    let units = Double(clusterTime) - Double(firstTime ?? clusterTime) + Double(blockTime)
    let samples = units * Double(scale) / 1e9 * Double(SoundFormat.sampleRate)
    return samples.magnitude < 1e15 ? Int(samples) : 0
  }

  func advance(to offset: Int) throws(MediaError) -> String? {
    while !isDone, place < min(offset, file.size) {
      if let finding = try step() { return finding }
    }
    guard !isDone, offset >= file.size else { return nil }
    isDone = true
    // What lies behind the clusters is not missed.
    guard let segmentEnd, segmentEnd > file.size, case .until(let end) = cluster, end > file.size
    else { return nil }
    return "its last bytes are missing"
  }

  private func step() throws(MediaError) -> String? {
    if case .until(let end) = cluster, place >= end { cluster = .none }
    if let end = segmentEnd, place >= end {
      segmentEnd = nil
      isInside = false
    }
    guard let element = try element(at: place) else {
      return isInside && file.size - place >= Self.longestHead ? try skip() : finish()
    }
    switch element.kind {
    case Kind.header where !isBounded, Kind.segment where !isBounded: return begin(element)
    case _ where !isInside: return finish()
    case Kind.void, Kind.checksum: return try pass(element)
    case _ where Kind.inCluster.contains(element.kind):
      return cluster == .none ? try skip() : try pass(element)
    case _ where isBounded: return try skip()
    // A segment may hold what is not known yet; a cluster of unknown length ends at what is.
    case _ where cluster == .open && !Kind.inSegment.contains(element.kind): return try skip()
    default:
      cluster = .none
      return try enter(element)
    }
  }

  /// Whether a cluster of known length has not ended.
  private var isBounded: Bool {
    if case .until = cluster { true } else { false }
  }

  private func finish() -> String? {
    isDone = true
    return nil
  }

  /// The file's own header, or the segment behind it; another file may follow.
  private func begin(_ element: Element) -> String? {
    cluster = .none
    segmentEnd = nil
    isInside = element.kind == Kind.segment
    place = element.content
    if isInside {
      // Some programs leave 0 where they do not know it.
      if let length = element.length, length > 0 { segmentEnd = element.content + length }
    } else if let length = element.length {
      place += length
    }
    return nil
  }

  /// An element of a segment.
  private func enter(_ element: Element) throws(MediaError) -> String? {
    if element.kind == Kind.cluster {
      guard let length = element.length, length > 0 else {
        cluster = .open
        place = element.content
        return nil
      }
      let end = element.content + length
      if let segmentEnd, end > segmentEnd { return try skip() }
      cluster = .until(end)
      place = element.content
      return nil
    }
    guard element.length != nil else { return finish() }
    if element.kind == Kind.info { try readScale(element) }
    return try pass(element)
  }

  /// Goes behind an element.
  private func pass(_ element: Element) throws(MediaError) -> String? {
    guard let length = element.length else { return try skip() }
    let end = element.content + length
    if case .until(let border) = cluster, end > border { return try skip() }
    if let segmentEnd, end > segmentEnd { return try skip() }
    if element.kind == Kind.time, end <= file.size {
      clusterTime = try number(element.content, min(8, length))
      firstTime = firstTime ?? clusterTime
      blockTime = 0
    } else if element.kind == Kind.block {
      try readBlockTime(element.content)
    } else if element.kind == Kind.group, let block = try self.element(at: element.content),
      block.kind == Kind.blockInGroup
    {
      try readBlockTime(block.content)
    }
    place = end
    return nil
  }

  /// Goes to the next cluster, from where there is no element. Behind the last one, nothing is
  /// judged.
  private func skip() throws(MediaError) -> String? {
    if let next = try file.firstPlace(of: Kind.clusterMark, from: place + 1) {
      place = next
      cluster = .none
      return Self.hole
    }
    isDone = true
    return isBounded ? Self.hole : nil
  }

  private static let hole = "what lies there is no part of the file"

  // MARK: Reading

  private func element(at offset: Int) throws(MediaError) -> Element? {
    let bytes = Array(
      try file.bytes(at: offset, count: min(Self.longestHead, file.size - offset)))
    let kindSize = bytes[0].leadingZeroBitCount + 1
    guard kindSize <= 4, kindSize < bytes.count else { return nil }
    let kind = bytes[..<kindSize].reduce(0) { $0 << 8 | Int($1) }
    let lengthSize = bytes[kindSize].leadingZeroBitCount + 1
    guard lengthSize <= 8, kindSize + lengthSize <= bytes.count else { return nil }
    // The first bit that is set is a mark; a number of ones alone stands for none.
    let mask = 1 << (7 * lengthSize) - 1
    let length =
      bytes[kindSize..<(kindSize + lengthSize)].reduce(0) { $0 << 8 | Int($1) } & mask
    return Element(
      kind: kind, length: length == mask ? nil : length,
      content: offset + kindSize + lengthSize)
  }

  /// Takes the time from a block's head: its track's number, then 16 bits with a sign.
  private func readBlockTime(_ content: Int) throws(MediaError) {
    guard file.size - content >= Self.longestHead else { return }
    let head = Array(try file.bytes(at: content, count: Self.longestHead))
    let trackSize = head[0].leadingZeroBitCount + 1
    guard trackSize <= 8 else { return }
    blockTime = Int(Int16(truncatingIfNeeded: Int(head[trackSize]) << 8 | Int(head[trackSize + 1])))
  }

  private func number(_ offset: Int, _ count: Int) throws(MediaError) -> Int {
    try file.bytes(at: offset, count: count).reduce(0) { $0 << 8 | Int($1) } & Int.max
  }

  /// Looks for the unit of time among the elements that tell what the segment is.
  private func readScale(_ info: Element) throws(MediaError) {
    var next = info.content
    let end = min(file.size, info.content + (info.length ?? 0))
    while next < end, let child = try element(at: next), let length = child.length {
      if child.kind == Kind.scale, child.content + length <= end {
        scale = min(max(1, try number(child.content, min(8, length))), 1_000_000_000)
      }
      next = child.content + length
    }
  }
}
