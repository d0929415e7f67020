/// A JSON value whose objects keep their order, and which writes itself.
indirect enum JSONValue: Hashable, Sendable {
  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONValue
  }

  case string(String)
  case integer(Int)
  /// A number that is already text.
  case number(String)
  case bool(Bool)
  case array([JSONValue])
  case object([Member])

  static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  static func words(_ words: [String]) -> JSONValue { .array(words.map(JSONValue.string)) }

  /// Whether it is the word `string`, or a list that holds it.
  var mentionsString: Bool {
    switch self {
    case .string(let word): word == "string"
    case .array(let elements): elements.contains(.string("string"))
    default: false
    }
  }

  /// The members of an object with one more behind them.
  func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name: name, value: value)])
  }

  /// The text, indented by two spaces, with a line feed at its end.
  func pretty() -> String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .string(let string): Self.write(string, to: &text)
    case .integer(let integer): text += String(integer)
    case .number(let number): text += number
    case .bool(let bool): text += bool ? "true" : "false"
    case .array(let elements):
      let isFlat = elements.allSatisfy { element in
        switch element {
        case .array, .object: false
        default: true
        }
      }
      Self.write(elements, "[", "]", isFlat: isFlat, to: &text, indent: indent) {
        $0.write(to: &$1, indent: $2)
      }
    case .object(let members):
      Self.write(members, "{", "}", isFlat: false, to: &text, indent: indent) {
        Self.write($0.name, to: &$1)
        $1 += ": "
        $0.value.write(to: &$1, indent: $2)
      }
    }
  }

  private static func write<Part>(
    _ parts: [Part], _ open: String, _ close: String, isFlat: Bool, to text: inout String,
    indent: String, part: (Part, inout String, String) -> Void
  ) {
    guard !parts.isEmpty else {
      text += open + close
      return
    }
    let inner = indent + "  "
    text += open
    for (index, element) in parts.enumerated() {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n" + inner }
      part(element, &text, inner)
    }
    if !isFlat { text += "\n" + indent }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
