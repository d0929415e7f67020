/// A JSON Schema of a value, with the definitions that it refers to.
struct Schema: Sendable {
  var value: JSONValue
  var definitions: [String: JSONValue] = [:]

  init(_ value: JSONValue, definitions: [String: JSONValue] = [:]) {
    self.value = value
    self.definitions = definitions
  }

  init(_ members: KeyValuePairs<String, JSONValue>) { value = .object(members) }

  /// What fits any one of several schemas.
  static func any(of schemas: [Schema]) -> Schema {
    var definitions: [String: JSONValue] = [:]
    for schema in schemas { definitions.merge(schema.definitions) { first, _ in first } }
    return Schema(
      .object(["anyOf": .array(schemas.map(\.value))]), definitions: definitions)
  }

  /// The same for a scalar in which variables are replaced: text that names one fits as well.
  func orVariable() -> Schema {
    if case .object(let members) = value,
      members.contains(where: { $0.name == "type" && $0.value.mentionsString }),
      !members.contains(where: { $0.name == "pattern" || $0.name == "enum" })
    {
      return self
    }
    let variable = Schema([
      "type": .string("string"), "pattern": .string(#"\$\{[A-Za-z_][A-Za-z0-9_-]*\}"#),
      "description": .string("A text with ${name} in it, which stands for a variable's value."),
    ])
    return .any(of: [self, variable.named("variable")])
  }

  /// The schema as a definition of its own, and a reference in its place.
  func named(_ name: String) -> Schema {
    var definitions = definitions
    definitions[name] = value
    return Schema(.object(["$ref": .string("#/$defs/\(name)")]), definitions: definitions)
  }

  /// The same with members of its own, such as a description.
  func adding(_ name: String, _ member: JSONValue) -> Schema {
    Schema(value.adding(name, member), definitions: definitions)
  }

  /// A whole document, with its head and its definitions in order of their names.
  func document(title: String, description: String) -> String {
    var members: [JSONValue.Member] = [
      .init(name: "$schema", value: .string("https://json-schema.org/draft/2020-12/schema")),
      .init(name: "title", value: .string(title)),
      .init(name: "description", value: .string(description)),
    ]
    if case .object(let own) = value { members += own.filter { $0.name != "description" } }
    if !definitions.isEmpty {
      let sorted = definitions.sorted { $0.key < $1.key }
      members.append(
        .init(
          name: "$defs", value: .object(sorted.map { .init(name: $0.key, value: $0.value) })))
    }
    return JSONValue.object(members).pretty()
  }
}
