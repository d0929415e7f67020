/// A syllable of karaoke that is being written, which overrides between its letters would end.
///
/// libass lights up what stands between two changes of style. So where another font begins within a
/// syllable, its time is shared out: a sweep by the widths of the parts, and where all lights up at
/// once the time stands with the last part.
struct ScriptSyllable {
  /// A piece of the syllable in one font.
  private struct Part {
    /// Where its time is written: that of the first in the place of the syllable's own.
    var place: Int
    /// Letters.
    var width = 0
  }

  /// `\k`, `\kf`, `\ko` or `\K`.
  private let tag: String
  private let duration: Int
  /// The syllable's own tag, as bytes of the text.
  private let own: Range<Int>
  private var parts: [Part]

  /// - Parameters:
  ///   - block: Overrides with their braces.
  ///   - start: Where the block begins in the text, in bytes.
  /// - Returns: `nil` if no syllable begins there.
  init?(block: String, at start: Int) {
    let bytes = Array(block.utf8)
    var index = bytes.count
    while let place = bytes[..<index].lastIndex(of: UInt8(ascii: "\\")) {
      let tail = bytes[(place + 1)...]
      let name = tail.prefix { [UInt8(ascii: "k"), UInt8(ascii: "K")].contains($0) }.prefix(1)
      let kind = tail.dropFirst(name.count).prefix(1).filter { "fo".utf8.contains($0) }
      let digits = tail.dropFirst(name.count + kind.count).prefix { (48...57).contains($0) }
      if !name.isEmpty, (1...6).contains(digits.count) {
        tag = "\\" + String(decoding: name + kind, as: UTF8.self)
        duration = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        own = (start + place)..<(start + digits.endIndex)
        parts = [Part(place: own.lowerBound)]
        return
      }
      index = place
    }
    return nil
  }

  /// - Parameter letters: They are taken to be equally wide.
  mutating func add(letters: Int) { parts[parts.count - 1].width += letters }

  /// A font begins.
  ///
  /// - Parameter place: Where its override ends, before the brace, in bytes of the text.
  mutating func beginPart(at place: Int) {
    if parts[parts.count - 1].width == 0 {
      // What shows nothing takes no time; the first one's place is the syllable's own.
      if parts.count > 1 { parts[parts.count - 1].place = place }
      return
    }
    parts.append(Part(place: place))
  }

  /// Shares the time out, if the syllable came to be in parts.
  func finish(in text: inout String) {
    let shown = parts.filter { $0.width > 0 }
    guard shown.count > 1 else { return }
    let sweeps = tag == "\\kf" || tag == "\\K"
    let total = shown.reduce(0) { $0 + $1.width }
    var bytes = Array(text.utf8)
    var done = 0
    var width = 0
    var written: [(Range<Int>, String)] = []
    for (index, part) in shown.enumerated() {
      width += part.width
      // Without a hundredth of a second of its own, the first would count to the syllable before.
      let share = max(sweeps ? duration * width / total : 0, min(1, duration))
      let end = index == shown.count - 1 ? duration : share
      let place = index == 0 ? own : part.place..<part.place
      written.append((place, "\(tag)\(end - done)"))
      done = end
    }
    for (place, tag) in written.reversed() { bytes.replaceSubrange(place, with: Array(tag.utf8)) }
    text = String(decoding: bytes, as: UTF8.self)
  }
}
