/// The text whose SHA-256 is a node's key: readable, and complete.
///
/// It holds the format's version, the stage's name and version, the versions of the libraries
/// that make the bytes, the parameters field by field, and the content digest of every input.
public struct KeyText: Hashable, Sendable {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameters:
  ///   - node: The node that is keyed.
  ///   - libraries: Version by library name, as a worker reports them.
  ///   - inputDigests: The content digest of each input, in the node's order.
  public init(node: Node, libraries: [String: String], inputDigests: [Digest]) {
    precondition(inputDigests.count == node.inputs.count, "a digest for each input")
    var encoder = FieldEncoder()
    encoder.field("key", 1)
    encoder.field("stage", node.stage.name)
    encoder.field("version", node.stage.version)
    for name in node.stage.libraries { encoder.field("library.\(name)", libraries[name]) }
    var inputs = FieldEncoder()
    for (index, (input, digest)) in zip(node.inputs, inputDigests).enumerated() {
      inputs.field("input.\(index).\(input.role)", digest)
    }
    var text: [UInt8] = []
    text.reserveCapacity(encoder.bytes.count + node.fields.count + inputs.bytes.count)
    text.append(contentsOf: encoder.bytes)
    text.append(contentsOf: node.fields)
    text.append(contentsOf: inputs.bytes)
    bytes = text
  }

  public var digest: Digest { SHA256.digest(of: bytes) }

  public struct Field: Hashable, Sendable {
    public var name: String
    public var type: String
    public var value: String
  }

  /// Takes the text apart. What does not parse ends the list; a text of this program's making
  /// always parses to its end.
  public var fields: [Field] {
    var result: [Field] = []
    var rest = bytes[...]
    while let field = Self.takeField(from: &rest) { result.append(field) }
    return result
  }

  private static func takeField(from rest: inout ArraySlice<UInt8>) -> Field? {
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let head = String(decoding: rest[..<colon], as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false)
    guard head.count == 3, let length = Int(head[2]), length >= 0 else { return nil }
    let start = colon + 1
    guard length < rest.endIndex - start else { return nil }
    let value = String(decoding: rest[start..<start + length], as: UTF8.self)
    rest = rest[(start + length + 1)...]
    return Field(name: String(head[0]), type: String(head[1]), value: value)
  }
}
