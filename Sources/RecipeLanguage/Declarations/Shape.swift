/// What a value may look like: how it is read, and how the JSON Schema says so.
///
/// Parser and schema are both made from shapes, so that they cannot disagree.
struct Shape<Value>: Sendable {
  /// What is asked for, for messages: `a time such as 5s`.
  let expected: String
  /// Made only when it is asked for; a build never needs it.
  let schema: @Sendable () -> Schema
  /// Reads a value. What is wrong is reported to the reader, and `nil` returned.
  let read: @Sendable (YAMLNode, RecipeReader) -> Value?

  init(
    _ expected: String, schema: @escaping @Sendable () -> Schema,
    read: @escaping @Sendable (YAMLNode, RecipeReader) -> Value?
  ) {
    self.expected = expected
    self.schema = schema
    self.read = read
  }

  /// The same with its place.
  var located: Shape<Located<Value>> {
    Shape<Located<Value>>(expected, schema: schema) { node, reader in
      read(node, reader).map { Located($0, at: reader.mark(node.mark)) }
    }
  }

  /// The same, but a value with a mistake in it does not make the list that it stands in fail,
  /// so that the rest is checked all the same.
  var orNothing: Shape<Value?> {
    Shape<Value?>(expected, schema: schema) { node, reader in .some(read(node, reader)) }
  }

  func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Shape<Other> {
    Shape<Other>(expected, schema: schema) { node, reader in read(node, reader).map(transform) }
  }

  /// The same under a name of its own in the JSON Schema.
  func named(_ name: String) -> Shape {
    Shape(expected, schema: { schema().named(name) }, read: read)
  }
}
