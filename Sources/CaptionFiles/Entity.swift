/// Character references such as `&amp;`.
enum Entity {
  /// The scalar that a reference stands for.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - index: Where the `&` stands; moved behind the reference if it is one.
  static func read(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Unicode.Scalar? {
    let limit = min(bytes.endIndex, index + 12)
    guard let end = bytes[index..<limit].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    let scalar: Unicode.Scalar?
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    } else if name.hasPrefix("#") {
      scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    } else {
      scalar = names[name]
    }
    if scalar != nil { index = end + 1 }
    return scalar
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "lrm": "\u{200E}", "rlm": "\u{200F}",
  ]
}
