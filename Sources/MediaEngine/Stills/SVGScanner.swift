/// Walks through the tags of an SVG file and finds what must not be drawn.
///
/// No reader of XML: it only has to see at least what one sees. What it cannot follow it refuses.
struct SVGScanner {
  private let bytes: [UInt8]
  private var offset = 0
  /// Elements `text` that are open.
  private var textDepth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The name of the first element, without its prefix; `nil` if there is none.
  static func rootName(in bytes: some Sequence<UInt8>) -> String? {
    var scanner = SVGScanner(Array(bytes))
    scanner.skipMark()
    while let tag = scanner.nextTag() {
      switch tag {
      case .element(let name, _, _): return name
      case .other, .declaration, .instruction: continue
      case .end, .characters, .broken: return nil
      }
    }
    return nil
  }

  /// The first thing that speaks against drawing, as the end of a sentence about the file.
  mutating func problem() -> String? {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return "is written in UTF-16; save it as UTF-8"
    }
    skipMark()
    while let tag = nextTag() {
      switch tag {
      case .broken(let what): return "cannot be understood: \(what)"
      case .instruction(let text):
        if let problem = Self.problem(ofInstruction: text) { return problem }
      case .declaration(let text):
        if let problem = Self.problem(ofDeclaration: text) { return problem }
      case .element(let name, let attributes, let isClosed):
        if let problem = Self.problem(of: name, attributes) { return problem }
        if name == "text", !isClosed { textDepth += 1 }
      case .end(let name):
        if name == "text" { textDepth = max(0, textDepth - 1) }
      case .characters(let hasInk):
        if hasInk, textDepth > 0 {
          return "contains text, which would look as the fonts of this machine have it; "
            + "make paths of it, or lay the words over the scene as an overlay"
        }
      case .other: continue
      }
    }
    return nil
  }

  // MARK: What is refused

  private static func problem(
    of name: String, _ attributes: [(name: String, value: String)]
  ) -> String? {
    // A link leads somewhere, but shows nothing.
    if name == "a" { return nil }
    for attribute in attributes where attribute.name == "href" {
      let value = attribute.value.drop { $0.isWhitespace }
      if value.isEmpty || value.hasPrefix("#") || value.lowercased().hasPrefix("data:") { continue }
      return "refers to '\(value.prefix(60))', and drawings are read without other files; embed it"
    }
    return nil
  }

  private static func problem(ofInstruction text: String) -> String? {
    if text.hasPrefix("xml-stylesheet") {
      return "takes its styles from another file; embed them"
    }
    guard text.hasPrefix("xml "), let place = text.firstRange(of: "encoding") else { return nil }
    let words = text[place.upperBound...].split { !($0.isLetter || $0.isNumber || $0 == "-") }
    let known = ["utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"]
    if let name = words.first, !known.contains(name.lowercased()) {
      return "is written in \(name); save it as UTF-8"
    }
    return nil
  }

  /// Editors name the addresses of their vocabularies by entities; more they must not be.
  private static func problem(ofDeclaration text: String) -> String? {
    var rest = text[...]
    while let place = rest.firstRange(of: "<!ENTITY") {
      rest = rest[place.upperBound...]
      guard let quote = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }),
        let end = rest[rest.index(after: quote)...].firstIndex(of: rest[quote])
      else { return "cannot be understood: an entity has no end" }
      let name = rest[..<quote]
      let value = rest[rest.index(after: quote)..<end]
      if name.contains("SYSTEM") || name.contains("PUBLIC") || name.contains("%") {
        return "takes a part of itself from another file; embed it"
      }
      if value.utf8.contains(where: { "<&%".utf8.contains($0) }) {
        return "hides a part of itself in an entity; write it out"
      }
      rest = rest[rest.index(after: end)...]
    }
    return nil
  }

  // MARK: Tags

  private enum Tag {
    case element(String, attributes: [(name: String, value: String)], isClosed: Bool)
    case end(String)
    case instruction(String)
    /// The document type, with what is declared in it.
    case declaration(String)
    /// What stands between two tags.
    case characters(hasInk: Bool)
    /// A comment.
    case other
    case broken(String)
  }

  private mutating func skipMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// - Returns: `nil` at the end.
  private mutating func nextTag() -> Tag? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] != Self.less {
      let start = offset
      while offset < bytes.count, bytes[offset] != Self.less { offset += 1 }
      let hasInk = bytes[start..<offset].contains { !Self.isSpace($0) }
      // White space says nothing, and is everywhere.
      return hasInk ? .characters(hasInk: true) : nextTag()
    }
    if has("<!--") { return skip(past: "-->") == nil ? .broken("a comment has no end") : .other }
    if has("<![CDATA[") {
      guard let text = skip(past: "]]>") else { return .broken("a section has no end") }
      return .characters(hasInk: text.contains { !Self.isSpace($0) })
    }
    if has("<?") {
      guard let text = skip(past: "?>") else { return .broken("an instruction has no end") }
      return .instruction(String(decoding: text.dropFirst(2), as: UTF8.self))
    }
    if has("<!") { return declaration() }
    if has("</") {
      guard let text = skip(past: ">") else { return .broken("a tag has no end") }
      return .end(Self.localName(text.dropFirst(2).prefix { !Self.isSpace($0) }))
    }
    return element()
  }

  private mutating func declaration() -> Tag {
    let start = offset
    var depth = 0
    var quote: UInt8?
    while offset < bytes.count {
      if quote == nil, has("<!--") {
        guard skip(past: "-->") != nil else { break }
        continue
      }
      let byte = bytes[offset]
      offset += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "]") {
        depth -= 1
      } else if byte == Self.greater, depth <= 0 {
        return .declaration(String(decoding: bytes[start..<offset], as: UTF8.self))
      }
    }
    return .broken("its document type has no end")
  }

  private mutating func element() -> Tag {
    offset += 1
    let nameStart = offset
    while offset < bytes.count, !Self.isSpace(bytes[offset]), !Self.endsName(bytes[offset]) {
      offset += 1
    }
    let name = Self.localName(bytes[nameStart..<offset])
    var attributes: [(name: String, value: String)] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == Self.greater {
        offset += 1
        return .element(
          name, attributes: attributes, isClosed: bytes[offset - 2] == UInt8(ascii: "/"))
      }
      if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
        offset += 1
        continue
      }
      let start = offset
      while offset < bytes.count, !Self.isSpace(bytes[offset]), !Self.endsName(bytes[offset]),
        bytes[offset] != UInt8(ascii: "=")
      {
        offset += 1
      }
      let key = Self.localName(bytes[start..<offset])
      while offset < bytes.count, Self.isSpace(bytes[offset]) || bytes[offset] == UInt8(ascii: "=")
      { offset += 1 }
      guard offset < bytes.count,
        bytes[offset] == UInt8(ascii: "\"")
          || bytes[offset] == UInt8(ascii: "'")
      else { return .broken("an attribute has no value") }
      let quote = bytes[offset]
      guard let end = bytes[(offset + 1)...].firstIndex(of: quote) else {
        return .broken("an attribute has no end")
      }
      if key == "href" {
        // Embedded pictures are long; their beginning tells what they are.
        let value = bytes[(offset + 1)..<end].prefix(200)
        attributes.append((key, String(decoding: value, as: UTF8.self)))
      }
      offset = end + 1
    }
    return .broken("a tag has no end")
  }

  private func has(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
  }

  /// Goes behind a mark, and gives what stood before it.
  private mutating func skip(past mark: StaticString) -> ArraySlice<UInt8>? {
    let start = offset
    return mark.withUTF8Buffer { mark in
      var place = offset
      while place + mark.count <= bytes.count {
        if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) {
          offset = place + mark.count
          return bytes[start..<place]
        }
        place += 1
      }
      offset = bytes.count
      return nil
    }
  }

  private static func localName(_ name: ArraySlice<UInt8>) -> String {
    let local = name.split(separator: UInt8(ascii: ":")).last ?? []
    return String(decoding: local, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte == greater || byte == UInt8(ascii: "/")
  }

  private static let less = UInt8(ascii: "<")
  private static let greater = UInt8(ascii: ">")
}
