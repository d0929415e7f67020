internal import BuildGraph

/// Gathers a page. Whatever comes from outside goes through ``text(_:)``.
struct HTMLText {
  private(set) var bytes: [UInt8] = []

  /// Adds markup as it is.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func raw(_ markup: [UInt8]) { bytes.append(contentsOf: markup) }

  /// Adds text, so that it reads as text wherever it stands, in attributes too.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\""): raw("&quot;")
      case UInt8(ascii: "'"): raw("&#39;")
      // Control characters have no place in HTML.
      case 0..<9, 11, 12, 14..<32, 127: raw("\u{FFFD}")
      default: bytes.append(byte)
      }
    }
  }

  mutating func element(_ open: String, _ content: String, _ close: String) {
    raw(open)
    text(content)
    raw(close)
  }

  mutating func integer(_ value: Int) { raw(String(value)) }

  /// Adds a coordinate with one decimal at most.
  mutating func coordinate(_ value: Double) {
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    if tenths < 0 { raw("-") }
    integer(tenths.magnitude.intValue / 10)
    if tenths % 10 != 0 {
      raw(".")
      integer(tenths.magnitude.intValue % 10)
    }
  }
}

extension UInt {
  fileprivate var intValue: Int { Int(self) }
}
