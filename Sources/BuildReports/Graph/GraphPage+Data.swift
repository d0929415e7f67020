internal import BuildGraph

extension GraphPage {
  /// What the page's script reads: one array a vertex, with names that repeat given by number.
  ///
  /// `nodes` holds id, x, y, state, stage, label, key, reason, and then input and role by turns.
  var data: String {
    var stages = NameTable()
    var roles = NameTable()
    let rows = vertices.enumerated().map { index, vertex in
      let place = layout.places[index]
      var row: [JSONText] = [
        .string(vertex.id), .integer(place.x), .integer(place.y),
        .integer(Self.states.firstIndex(of: vertex.state) ?? 0),
        .integer(stages.number(of: vertex.stage)), .string(vertex.label), .string(vertex.key),
        .string(vertex.reason),
      ]
      for input in vertex.inputs {
        row += [.integer(input.vertex), .integer(roles.number(of: input.role))]
      }
      return JSONText.array(row)
    }
    let text = JSONText.object([
      (
        "size",
        .array(
          [
            layout.width, layout.height, LayeredLayout.nodeWidth, LayeredLayout.nodeHeight,
          ].map(JSONText.integer))
      ),
      ("states", .array(Self.states.map(JSONText.string))),
      ("stages", .array(stages.names.map(JSONText.string))),
      ("roles", .array(roles.names.map(JSONText.string))),
      ("nodes", .array(rows)),
    ]).compact
    // Nothing in a label can end the script element or open a comment in it.
    return text.utf8.contains(UInt8(ascii: "<")) ? text.replacing("<", with: "\\u003c") : text
  }
}

/// Numbers for names that repeat.
private struct NameTable {
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
