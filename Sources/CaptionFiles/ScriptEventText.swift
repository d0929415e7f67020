internal import FilmVocabulary

/// The text of one event of a script, as text alone.
struct ScriptEventText {
  private(set) var overrides = OverrideState()
  private var builder = RunBuilder()
  private let start: Int
  private let base: TextMarkup
  private let breaksAtSmallN: Bool
  private let markupOfStyle: (String) -> TextMarkup

  /// - Parameters:
  ///   - start: The event's, in milliseconds: syllables are counted from it.
  ///   - base: What the event's style amounts to.
  ///   - breaksAtSmallN: Whether `\n` breaks a line; else it is a space.
  ///   - markupOfStyle: What another style amounts to, to which the text may be reset.
  init(
    start: Int, base: TextMarkup, breaksAtSmallN: Bool,
    markupOfStyle: @escaping (String) -> TextMarkup
  ) {
    self.start = start
    self.base = base
    self.breaksAtSmallN = breaksAtSmallN
    self.markupOfStyle = markupOfStyle
    builder.markup = base
  }

  mutating func read(_ text: ArraySlice<UInt8>) {
    var index = text.startIndex
    let lastBrace = text.lastIndex(of: UInt8(ascii: "}")) ?? text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "{"), index < lastBrace,
        let end = text[index...].firstIndex(of: UInt8(ascii: "}"))
      {
        overrides.apply(text[(index + 1)..<end])
        builder.markup = overrides.markup(over: overrides.style.map(markupOfStyle) ?? base)
        if let syllable = overrides.takeSyllable() { builder.beginWord(at: start + syllable) }
        index = end + 1
      } else if byte == UInt8(ascii: "\\"), index + 1 < text.endIndex {
        readEscape(text, &index)
      } else {
        if !overrides.isDrawing { builder.append(byte) }
        index += 1
      }
    }
  }

  mutating func finish() -> [Caption.Run] { builder.finish() }

  private mutating func readEscape(_ text: ArraySlice<UInt8>, _ index: inout Int) {
    let next = text[index + 1]
    index += 2
    guard !overrides.isDrawing else { return }
    switch next {
    case UInt8(ascii: "N"): builder.breakLine()
    case UInt8(ascii: "n"): breaksAtSmallN ? builder.breakLine() : builder.append(32)
    case UInt8(ascii: "h"): builder.append("\u{A0}")
    case UInt8(ascii: "{"), UInt8(ascii: "}"): builder.append(next)
    default:
      builder.append(UInt8(ascii: "\\"))
      index -= 1
      // The word joiner that the project's own writer puts behind a backslash.
      if text[index...].starts(with: [0xE2, 0x81, 0xA0]) { index += 3 }
    }
  }
}
