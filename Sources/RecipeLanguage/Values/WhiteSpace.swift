/// Makes texts equal that differ in white space only.
enum WhiteSpace {
  /// The text without white space at its ends, each run of it inside as one space.
  ///
  /// A line feed counts as white space; other control characters are refused.
  static func collapsed(_ text: String) throws(ValueProblem) -> String {
    var isClean = true
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F {
        guard isSpace(byte) else {
          throw ValueProblem(
            "the control character U+00\(byte < 16 ? "0" : "")"
              + String(byte, radix: 16, uppercase: true) + " is not allowed in a text")
        }
        isClean = false
      } else if previous == 0xC2, byte < 0xA0 {
        throw ValueProblem(
          "the control character U+00\(String(byte, radix: 16, uppercase: true)) is not allowed in"
            + " a text")
      } else if byte == UInt8(ascii: " "), previous == UInt8(ascii: " ") {
        isClean = false
      }
      previous = byte
    }
    if isClean, previous != UInt8(ascii: " ") { return text }
    let words = text.utf8.split(whereSeparator: isSpace)
    guard !words.isEmpty else { throw ValueProblem("the text is empty") }
    return words.map { String(Substring($0)) }.joined(separator: " ")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (byte >= 0x09 && byte <= 0x0D)
  }
}
