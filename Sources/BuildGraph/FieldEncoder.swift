/// Writes the canonical text of a node's parameters: the part of its key that a recipe decides.
///
/// One line a field, `name type length:value`, in the order in which the fields are given. Names
/// of nested fields are joined by dots, elements of a list by their index. The length makes the
/// text unambiguous whatever the value holds; a person can read it, and ``KeyText`` takes it
/// apart again for `reel explain`.
public struct FieldEncoder: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var prefix: String = ""

  public init() {}

  public mutating func field(_ name: String, _ value: String) { line(name, "text", value) }
  public mutating func field(_ name: String, _ value: Int) { line(name, "int", String(value)) }
  public mutating func field(_ name: String, _ value: Bool) {
    line(name, "bool", value ? "true" : "false")
  }
  public mutating func field(_ name: String, _ value: Digest) { line(name, "sha256", value.hex) }

  /// An absent value has a line too, so that `nil` and an empty text differ.
  public mutating func field(_ name: String, _ value: String?) {
    if let value { field(name, value) } else { line(name, "none", "") }
  }

  public mutating func field(_ name: String, _ value: Int?) {
    if let value { field(name, value) } else { line(name, "none", "") }
  }

  public mutating func field(_ name: String, _ value: some FieldEncodable) {
    nest(name) { value.encodeFields(into: &$0) }
  }

  public mutating func field(_ name: String, _ value: (some FieldEncodable)?) {
    if let value { field(name, value) } else { line(name, "none", "") }
  }

  public mutating func field(_ name: String, _ values: [some FieldEncodable]) {
    line(name, "list", String(values.count))
    for (index, value) in values.enumerated() { field("\(name).\(index)", value) }
  }

  public mutating func field(_ name: String, _ values: [String]) {
    line(name, "list", String(values.count))
    for (index, value) in values.enumerated() { field("\(name).\(index)", value) }
  }

  public mutating func field(_ name: String, _ values: [Int]) {
    line(name, "list", String(values.count))
    for (index, value) in values.enumerated() { field("\(name).\(index)", value) }
  }

  /// A value whose whole content is one text, such as a name of an enumeration.
  public mutating func value(_ text: String, type: String) { line("", type, text) }

  private mutating func nest(_ name: String, _ body: (inout FieldEncoder) -> Void) {
    let outer = prefix
    prefix = outer.isEmpty ? name : "\(outer).\(name)"
    body(&self)
    prefix = outer
  }

  private mutating func line(_ name: String, _ type: String, _ value: String) {
    if !prefix.isEmpty {
      bytes.append(contentsOf: prefix.utf8)
      if !name.isEmpty { bytes.append(UInt8(ascii: ".")) }
    }
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: type.utf8)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: String(value.utf8.count).utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: value.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
}

/// A value that writes itself into a key, field by field, under names that are written out.
///
/// Renaming a Swift property must not change a key, and adding one must: a test compares the
/// fields with the properties of every parameter type.
public protocol FieldEncodable {
  func encodeFields(into encoder: inout FieldEncoder)
}
