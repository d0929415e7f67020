/// The keys of a mapping: the one table from which it is read and its JSON Schema is made.
struct MappingDeclaration<Record>: Sendable {
  /// What the mapping is, for messages: `a scene`.
  let subject: String
  let summary: String
  let fields: [Field<Record>]
  /// Keys of which exactly one must be there; empty for no such rule.
  let exclusiveKeys: [String]
  private let names: [String]
  private let requiredFields: [Field<Record>]

  init(
    _ subject: String, _ summary: String, exclusiveKeys: [String] = [], fields: [Field<Record>]
  ) {
    self.subject = subject
    self.summary = summary
    self.exclusiveKeys = exclusiveKeys
    names = fields.map(\.name)
    requiredFields = fields.filter(\.isRequired)
    self.fields = fields
  }

  /// Reads a mapping into a record, which keeps what it has where a key is absent.
  ///
  /// All that is wrong is reported: unknown keys, keys without a value, keys that are missing.
  func read(_ node: YAMLNode, _ reader: RecipeReader, into record: inout Record) {
    guard case .mapping(let entries) = node.content else {
      reader.reportUnexpected(node, expected: "a mapping for \(subject)")
      return
    }
    // What is there under another name is not missing as well.
    var meant: [String] = []
    for entry in entries {
      guard let index = names.firstIndex(of: entry.key) else {
        if let key = report(unknownKey: entry, reader) { meant.append(key) }
        continue
      }
      let field = fields[index]
      if entry.value.isNull {
        let remedy = field.isRequired ? "" : ", or remove the key"
        reader.report(
          "'\(entry.key)' has no value; give it \(field.expected)\(remedy)",
          at: entry.keyMark, note: reader.commentedColor(at: entry.keyMark)?.note)
        continue
      }
      field.read(entry.value, reader, &record)
    }
    for field in requiredFields
    where !meant.contains(field.name) && !entries.contains(where: { $0.key == field.name }) {
      reader.report("\(subject) needs '\(field.name)', \(field.expected)", at: node.mark)
    }
    checkExclusiveKeys(entries, meant, node, reader)
  }

  /// - Returns: The key that was probably meant.
  private func report(unknownKey entry: YAMLEntry, _ reader: RecipeReader) -> String? {
    let meant =
      KeySynonyms.key(meantBy: entry.key, among: names)
      ?? Spelling.nearest(to: entry.key, among: names)
    let keys = names.joined(separator: ", ")
    // A long list helps nobody.
    let list = meant == nil && keys.utf8.count <= 90 ? "; its keys are \(keys)" : ""
    reader.report(
      "unknown key \(entry.key.quoted) in \(subject)\(list)", at: entry.keyMark, suggestion: meant)
    return meant
  }

  private func checkExclusiveKeys(
    _ entries: [YAMLEntry], _ meant: [String], _ node: YAMLNode, _ reader: RecipeReader
  ) {
    guard !exclusiveKeys.isEmpty else { return }
    let found = entries.filter { exclusiveKeys.contains($0.key) }
    let choice = exclusiveKeys.map { "'\($0)'" }.joined(separator: " or ")
    if found.isEmpty, exclusiveKeys.contains(where: meant.contains) { return }
    if found.isEmpty {
      reader.report("\(subject) needs \(choice)", at: node.mark)
    } else if found.count > 1 {
      reader.report("\(subject) has one of \(choice), not several", at: found[1].keyMark)
    }
  }

  /// The shape of the mapping as a value of its own.
  ///
  /// - Parameters:
  ///   - name: Its name among the definitions of the JSON Schema.
  ///   - make: An empty record for the node that is read.
  ///   - check: Reports what can be seen of the record even if there are mistakes in it.
  ///   - finish: The value that a record amounts to; reports what is wrong by itself.
  func shape<Value>(
    _ name: String, make: @escaping @Sendable (SourceMark) -> Record,
    check: @escaping @Sendable (Record, RecipeReader) -> Void = { _, _ in },
    finish: @escaping @Sendable (Record, RecipeReader) -> Value?
  ) -> Shape<Value> {
    Shape<Value>("a mapping for \(subject)", schema: { schema().named(name) }) { node, reader in
      guard case .mapping = node.content else {
        reportNoMapping(node, reader)
        return nil
      }
      let before = reader.errorCount
      var record = make(reader.mark(node.mark))
      read(node, reader, into: &record)
      check(record, reader)
      return reader.errorCount == before ? finish(record, reader) : nil
    }
  }

  /// Who gives a path alone may have seen that elsewhere.
  private func reportNoMapping(_ node: YAMLNode, _ reader: RecipeReader) {
    var meant: String?
    if case .scalar(let scalar) = node.content, names.contains("path"), !scalar.text.isEmpty {
      meant = "{ path: \(scalar.text) }"
    }
    reader.report(
      "expected a mapping for \(subject), found \(node.kindDescription)", at: node.mark,
      suggestion: meant)
  }

  /// The JSON Schema of the mapping.
  func schema() -> Schema {
    var definitions: [String: JSONValue] = [:]
    var properties: [JSONValue.Member] = []
    for field in fields {
      let schema = field.schema()
      definitions.merge(schema.definitions) { first, _ in first }
      let defaultSentence = field.defaultText.map { " Default: \($0)." } ?? ""
      properties.append(
        .init(
          name: field.name,
          value: schema.value.adding("description", .string(field.summary + defaultSentence))))
    }
    var value: JSONValue = .object([
      "description": .string(summary), "type": .string("object"),
      "properties": .object(properties), "additionalProperties": .bool(false),
    ])
    let required = requiredFields.map(\.name)
    if !required.isEmpty { value = value.adding("required", .words(required)) }
    if !exclusiveKeys.isEmpty {
      let choices = exclusiveKeys.map { JSONValue.object(["required": .words([$0])]) }
      value = value.adding("oneOf", .array(choices))
    }
    return Schema(value, definitions: definitions)
  }
}
