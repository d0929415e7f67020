extension Shape {
  /// A shape of scalars, whose variables are replaced before they are parsed.
  static func scalar(
    _ expected: String, schema: @escaping @Sendable () -> Schema,
    parse: @escaping @Sendable (YAMLScalar) throws(ValueProblem) -> Value
  ) -> Shape {
    Shape(expected, schema: { schema().orVariable() }) { node, reader in
      guard let scalar = reader.scalar(node, expected: expected) else { return nil }
      do throws(ValueProblem) {
        return try parse(scalar)
      } catch {
        reader.report(
          error.message ?? "expected \(expected), found \(scalar.kindDescription)", at: node.mark,
          suggestion: error.suggestion)
        return nil
      }
    }
  }

  /// A list of at least `minimum` elements.
  static func list<Element>(
    of element: Shape<Element>, _ expected: String, minimum: Int = 1, maximum: Int? = nil
  ) -> Shape where Value == [Element] {
    Shape(
      expected,
      schema: {
        let elements = element.schema()
        var value: JSONValue = .object(["type": .string("array"), "items": elements.value])
        if minimum > 0 { value = value.adding("minItems", .integer(minimum)) }
        if let maximum { value = value.adding("maxItems", .integer(maximum)) }
        return Schema(value, definitions: elements.definitions)
      },
      read: { node, reader in
        guard case .sequence(let nodes) = node.content else {
          reader.report(
            "expected \(expected), found \(node.kindDescription); begin each entry with '- '",
            at: node.mark)
          return nil
        }
        guard nodes.count >= minimum, nodes.count <= maximum ?? .max else {
          let count = nodes.isEmpty ? "none" : "\(nodes.count) of them"
          reader.report("expected \(expected), found \(count)", at: node.mark)
          return nil
        }
        var elements: [Element] = []
        elements.reserveCapacity(nodes.count)
        for node in nodes {
          if let value = element.read(node, reader) { elements.append(value) }
        }
        return elements.count == nodes.count ? elements : nil
      })
  }

  /// One of several forms, told apart by whether the value is a scalar, a list or a mapping.
  static func either(
    _ expected: String, scalar: Shape? = nil, list: Shape? = nil, mapping: Shape? = nil
  ) -> Shape {
    Shape(
      expected,
      schema: { Schema.any(of: [scalar, list, mapping].compactMap { $0?.schema() }) },
      read: { node, reader in
        let shape: Shape? =
          switch node.content {
          case .scalar: scalar
          case .sequence: list
          case .mapping: mapping
          }
        guard let shape else {
          reader.reportUnexpected(node, expected: expected)
          return nil
        }
        return shape.read(node, reader)
      })
  }
}
