/// A key of a mapping: its name, its meaning, and the shape of its value.
///
/// A class, since tables of these are searched for each key of a recipe, and copying a structure
/// of this size costs more than the search.
final class Field<Record>: Sendable {
  let name: String
  /// One sentence for the schema and the manual.
  let summary: String
  /// What holds where the key is absent, as it would be written in a recipe.
  let defaultText: String?
  let isRequired: Bool
  let schema: @Sendable () -> Schema
  let expected: String
  /// Reads the value into a record.
  let read: @Sendable (YAMLNode, RecipeReader, inout Record) -> Void

  /// - Parameter store: Puts the value that was read into the record.
  init<Value>(
    _ name: String, _ shape: Shape<Value>, _ summary: String, default defaultText: String? = nil,
    required: Bool = false, store: @escaping @Sendable (inout Record, Value) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.defaultText = defaultText
    isRequired = required
    schema = shape.schema
    expected = shape.expected
    read = { node, reader, record in
      if let value = shape.read(node, reader) { store(&record, value) }
    }
  }
}
