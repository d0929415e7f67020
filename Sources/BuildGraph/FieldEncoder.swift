/// Writes the canonical text of a node's parameters: the part of its key that a recipe decides.
///
/// One line a field, `name type length:value`, in the order in which the fields are given. Names
/// of nested fields are joined by dots, elements of a list by their index. The length makes the
/// text unambiguous whatever the value holds; a person can read it, and ``KeyText`` takes it
/// apart again for `reel explain`.
public struct FieldEncoder: Sendable {
  public private(set) var bytes: [UInt8] = []
  /// The names of the fields that the current one is nested in, each with a dot behind it.
  private var prefix: [UInt8] = []

  public init() {}

  /// Starts an empty text in the room of the one before.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    prefix.removeAll(keepingCapacity: true)
  }

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
    enter(name)
    value.encodeFields(into: &self)
    leave(name)
  }

  public mutating func field(_ name: String, _ value: (some FieldEncodable)?) {
    if let value { field(name, value) } else { line(name, "none", "") }
  }

  public mutating func field(_ name: String, _ values: [some FieldEncodable]) {
    enterList(name, count: values.count)
    // Indices are counted by hand: pairs of index and value would have a type of their own for
    // each element type, which is looked up at run time, for every list.
    var index = 0
    for value in values {
      field(String(index), value)
      index += 1
    }
    leave(name)
  }

  public mutating func field(_ name: String, _ values: [String]) {
    enterList(name, count: values.count)
    for (index, value) in values.enumerated() { line(String(index), "text", value) }
    leave(name)
  }

  public mutating func field(_ name: String, _ values: [Int]) {
    enterList(name, count: values.count)
    for (index, value) in values.enumerated() { line(String(index), "int", String(value)) }
    leave(name)
  }

  /// A value whose whole content is one text, such as a name of an enumeration.
  public mutating func value(_ text: String, type: String) { line("", type, text) }

  private mutating func enterList(_ name: String, count: Int) {
    line(name, "list", String(count))
    enter(name)
  }

  private mutating func enter(_ name: String) {
    prefix.append(name)
    prefix.append(UInt8(ascii: "."))
  }

  private mutating func leave(_ name: String) { prefix.removeLast(name.utf8.count + 1) }

  private mutating func line(_ name: String, _ type: String, _ value: String) {
    // A nameless value stands for the whole of what it is nested in.
    bytes.append(contentsOf: name.isEmpty ? prefix.dropLast() : prefix[...])
    bytes.append(name)
    bytes.append(UInt8(ascii: " "))
    bytes.append(type)
    bytes.append(UInt8(ascii: " "))
    bytes.append(String(value.utf8.count))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(value)
    bytes.append(UInt8(ascii: "\n"))
  }
}

extension [UInt8] {
  /// Keys are made by the ten thousand: this is several times as fast as appending a view of
  /// the text, which goes byte by byte.
  fileprivate mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}

/// A value that writes itself into a key, field by field, under names that are written out.
///
/// Renaming a Swift property must not change a key, and adding one must: a test compares the
/// fields with the properties of every parameter type.
public protocol FieldEncodable {
  func encodeFields(into encoder: inout FieldEncoder)
}
