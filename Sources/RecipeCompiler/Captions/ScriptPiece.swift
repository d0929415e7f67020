/// A piece of an event's text in a script, parted as libass reads it.
enum ScriptPiece: Equatable {
  /// Overrides, with their braces.
  case block(String)
  /// A line's break or a space that is written with a backslash, or a brace that is a letter.
  case escape(String)
  /// What shows; in a drawing its strokes.
  case letters(String)

  static func pieces(of text: String) -> [ScriptPiece] {
    let bytes = Array(text.utf8)
    let lastBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
    var pieces: [ScriptPiece] = []
    var start = 0
    var index = 0
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func endLetters() {
      if start < index { pieces.append(.letters(string(start..<index))) }
    }
    while index < bytes.count {
      // A brace that nothing closes is a letter.
      if bytes[index] == UInt8(ascii: "{"), index < lastBrace,
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
      {
        endLetters()
        pieces.append(.block(string(index..<end + 1)))
        index = end + 1
        start = index
      } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
        "Nnh{}".utf8.contains(bytes[index + 1])
      {
        endLetters()
        pieces.append(.escape(string(index..<index + 2)))
        index += 2
        start = index
      } else {
        index += 1
      }
    }
    endLetters()
    return pieces
  }
}
