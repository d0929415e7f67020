/// Writes JSON with the keys in the order in which they are given: events and reports are read by
/// people too, and are compared as text in tests.
public indirect enum JSONText: Sendable {
  case string(String)
  case integer(Int)
  /// A number with a fixed count of decimals.
  case decimal(Double, digits: Int)
  case boolean(Bool)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  /// One line.
  public var compact: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .string(let value): Self.quote(value, to: &text)
    case .integer(let value): text += String(value)
    case .decimal(let value, let digits): text += Self.fixed(value, digits: digits)
    case .boolean(let value): text += value ? "true" : "false"
    case .null: text += "null"
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.quote(member.0, to: &text)
        text += ":"
        member.1.write(to: &text)
      }
      text += "}"
    }
  }

  /// A number with a fixed count of decimals, without a locale.
  public static func fixed(_ value: Double, digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { factor, _ in factor * 10 }
    // What is no number, or too large to be written with decimals, must not trap.
    let magnitude = value.isFinite ? value.magnitude : 0
    let scaled = Int(min((magnitude * scale).rounded(), 9e18))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let whole = scaled / Int(scale)
    guard digits > 0 else { return "\(sign)\(whole)" }
    let fraction = String(scaled % Int(scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      // Legal in JSON, but the end of a line in JavaScript.
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}
