/// What a film shows and sounds, as the stage `frames` writes it: one line for each picture, for
/// each block of sound, and before these, wherever it changes, one for their form.
///
/// ```
/// 0 format - yuv420p 1280x720
/// 0 picture 0.033333 9f86d081884c7d65…
/// 1 format - fltp 48000 Hz 2
/// 1 sound 0.100000 60303ae22b998861…
/// ```
///
/// The words are: the stream's number, the kind, seconds from the file's time 0, and the SHA-256
/// of the decoded bytes.
public struct FrameList: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var stream: Int
    public var kind: Kind
    /// Seconds with six decimals; `-` where there is no time.
    public var time: String
    /// A digest, or a form in words.
    public var content: String

    public init(stream: Int, kind: Kind, time: String, content: String) {
      self.stream = stream
      self.kind = kind
      self.time = time
      self.content = content
    }
  }

  public enum Kind: String, Sendable { case format, picture, sound }

  /// Blocks of sound a second. One that the stream's end or a gap cuts short is shorter.
  public static let soundBlocksPerSecond = 10

  public var lines: [Line]

  public init(lines: [Line] = []) { self.lines = lines }

  /// Reads what ``text`` wrote; `nil` for anything else.
  public init?(text: String) {
    lines = []
    for row in text.split(separator: "\n") {
      let words = row.split(separator: " ", maxSplits: 3)
      guard words.count == 4, let stream = Int(words[0]),
        let kind = Kind(rawValue: String(words[1]))
      else { return nil }
      lines.append(
        Line(stream: stream, kind: kind, time: String(words[2]), content: String(words[3])))
    }
  }

  public var text: String {
    lines.map { "\($0.stream) \($0.kind.rawValue) \($0.time) \($0.content)\n" }.joined()
  }

  public var pictures: Int { lines.count { $0.kind == .picture } }

  public var soundBlocks: Int { lines.count { $0.kind == .sound } }

  /// The first line in which two films differ, stream by stream: films may interleave their
  /// streams in different ways and still be the same to see and hear.
  ///
  /// - Returns: The line of this film, or of the other where this one has ended; `nil` if all are
  ///   equal.
  public func firstDifference(from other: FrameList) -> Line? {
    let own = Dictionary(grouping: lines, by: \.stream)
    let others = Dictionary(grouping: other.lines, by: \.stream)
    for stream in Set(own.keys).union(others.keys).sorted() {
      let left = own[stream] ?? []
      let right = others[stream] ?? []
      for index in 0..<max(left.count, right.count) {
        guard index < left.count else { return right[index] }
        if index >= right.count || left[index] != right[index] { return left[index] }
      }
    }
    return nil
  }
}
