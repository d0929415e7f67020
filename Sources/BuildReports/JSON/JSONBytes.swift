internal import BuildGraph

/// Writes JSON straight into bytes, for texts with thousands of objects.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  mutating func object(_ name: String? = nil, _ body: (inout JSONBytes) -> Void) {
    enclose(name, "{", "}", body)
  }

  mutating func array(_ name: String? = nil, _ body: (inout JSONBytes) -> Void) {
    enclose(name, "[", "]", body)
  }

  mutating func string(_ value: String) {
    begin(nil)
    quote(value)
  }

  mutating func string(_ name: String, _ value: String) {
    begin(name)
    quote(value)
  }

  mutating func strings(_ name: String, _ values: [String]) {
    array(name) { json in for value in values { json.string(value) } }
  }

  mutating func integer(_ value: Int) {
    begin(nil)
    append(value)
  }

  mutating func integer(_ name: String, _ value: Int) {
    begin(name)
    append(value)
  }

  mutating func integers(_ name: String, _ values: [Int]) {
    array(name) { json in for value in values { json.integer(value) } }
  }

  /// A number with a fixed count of decimals, rounded.
  mutating func decimal(_ name: String, _ value: Double, digits: Int = 3) {
    begin(name)
    let value = value.isFinite ? min(max(value, -1e12), 1e12) : 0
    bytes.append(contentsOf: JSONText.fixed(value, digits: digits).utf8)
  }

  mutating func boolean(_ name: String, _ value: Bool) {
    begin(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func null(_ name: String) {
    begin(name)
    bytes.append(contentsOf: "null".utf8)
  }

  /// Begins a new line before the next element, for people who read along.
  mutating func newline() {
    if !isFirst {
      bytes.append(UInt8(ascii: ","))
      isFirst = true
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func enclose(
    _ name: String?, _ open: StaticString, _ close: StaticString, _ body: (inout JSONBytes) -> Void
  ) {
    begin(name)
    bytes.append(open.utf8Start.pointee)
    isFirst = true
    body(&self)
    bytes.append(close.utf8Start.pointee)
    isFirst = false
  }

  private mutating func begin(_ name: String?) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    if let name {
      quote(name)
      bytes.append(UInt8(ascii: ":"))
    }
  }

  private mutating func append(_ value: Int) {
    bytes.append(contentsOf: String(value).utf8)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
      case 0..<32:
        bytes.append(contentsOf: (byte < 16 ? #"\u000"# : #"\u00"#).utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      // The text may stand in a page's script, which "</" would end.
      case UInt8(ascii: "<"): bytes.append(contentsOf: #"\u003c"#.utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
