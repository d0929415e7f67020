/// Reads JSON (RFC 8259) and says in which line it ends to be that.
struct JSONParser {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  private static let depthLimit = 64

  /// - Throws: ``ReportError`` with the code `malformed`.
  static func parse(_ bytes: [UInt8]) throws(ReportError) -> ParsedJSON {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.place == bytes.count else { throw parser.error("something follows the end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func error(_ what: String) -> ReportError {
    let line = bytes[..<min(place, bytes.count)].count { $0 == 10 } + 1
    return ReportError(code: .malformed, message: "it is no JSON: \(what), line \(line)")
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 32 || (9...13).contains(byte) { place += 1 }
  }

  private mutating func value() throws(ReportError) -> ParsedJSON {
    skipSpace()
    guard let byte = next else { throw error("it ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(
    _ text: StaticString, _ value: ParsedJSON
  ) throws(ReportError) -> ParsedJSON {
    let end = place + text.utf8CodeUnitCount
    guard end <= bytes.count, bytes[place..<end].elementsEqual("\(text)".utf8) else {
      throw error("an unknown word")
    }
    place = end
    return value
  }

  private mutating func enter() throws(ReportError) {
    depth += 1
    place += 1
    if depth > Self.depthLimit { throw error("it is nested too deeply") }
  }

  /// Passes a comma or the closing bracket.
  ///
  /// - Returns: Whether another element follows.
  private mutating func goesOn(_ close: UInt8, isFirst: Bool) throws(ReportError) -> Bool {
    skipSpace()
    guard let byte = next else { throw error("it ends too early") }
    if byte == close {
      place += 1
      depth -= 1
      return false
    }
    if isFirst { return true }
    guard byte == UInt8(ascii: ",") else { throw error("a comma is missing") }
    place += 1
    return true
  }

  private mutating func array() throws(ReportError) -> ParsedJSON {
    try enter()
    var elements: [ParsedJSON] = []
    while try goesOn(UInt8(ascii: "]"), isFirst: elements.isEmpty) {
      elements.append(try value())
    }
    return .array(elements)
  }

  private mutating func object() throws(ReportError) -> ParsedJSON {
    try enter()
    var members: [ParsedJSON.Member] = []
    while try goesOn(UInt8(ascii: "}"), isFirst: members.isEmpty) {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a name is missing") }
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("a colon is missing") }
      place += 1
      members.append(.init(name: name, value: try value()))
    }
    return .object(members)
  }

  private mutating func number() throws(ReportError) -> Double {
    let start = place
    while let byte = next,
      (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46 || byte | 32 == 101
    {
      place += 1
    }
    guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)),
      number.isFinite
    else { throw error("a value is missing") }
    return number
  }

  private mutating func string() throws(ReportError) -> String {
    place += 1
    var start = place
    var text = ""
    while let byte = next {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        text += String(decoding: bytes[start..<place], as: UTF8.self)
        place += 1
        if byte == UInt8(ascii: "\"") { return text }
        text.unicodeScalars.append(try escape())
        start = place
      } else {
        if byte < 32 { throw error("a control character in a text") }
        place += 1
      }
    }
    throw error("a text has no end")
  }

  private mutating func escape() throws(ReportError) -> Unicode.Scalar {
    guard let letter = next else { throw error("it ends too early") }
    place += 1
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"): return try unicode()
    default: throw error("an unknown escape in a text")
    }
  }

  private mutating func unicode() throws(ReportError) -> Unicode.Scalar {
    let high = try unit()
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    guard bytes[place...].starts(with: #"\u"#.utf8) else { return "\u{FFFD}" }
    place += 2
    let low = try unit()
    guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(ReportError) -> UInt32 {
    guard place + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw error("four digits are missing in a text") }
    place += 4
    return unit
  }
}
