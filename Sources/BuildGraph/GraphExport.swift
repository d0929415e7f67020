/// A graph as text for other programs: Graphviz, Mermaid, or anything that reads JSON.
public struct GraphExport: Sendable {
  private let graph: Graph
  private let ids: [NodeID]
  private let statuses: [NodeID: NodeStatus]

  /// - Parameters:
  ///   - roots: The nodes that are wanted; what they stand on is shown with them.
  ///   - statuses: What is known of nodes; those without an entry are shown without a state.
  public init(graph: Graph, roots: [NodeID], statuses: [NodeID: NodeStatus] = [:]) {
    self.graph = graph
    self.statuses = statuses
    ids = graph.closure(of: roots)
  }

  /// Graphviz's language, for `dot -Tsvg`. A node's state is its colour and its `class`.
  public var dot: String {
    var lines = [
      "digraph reel {", "  rankdir=LR;",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];",
    ]
    for id in ids {
      let text = Self.escaped("\(graph[id].stage.name)\n\(graph[id].label)")
      lines.append("  n\(id.index) [label=\"\(text)\"\(dotStyle(of: id))];")
    }
    for (file, number) in files {
      lines.append("  f\(number) [label=\"\(Self.escaped(file))\", shape=note, style=solid];")
    }
    for edge in edges {
      lines.append("  \(edge.from) -> n\(edge.to) [label=\"\(Self.escaped(edge.role))\"];")
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func dotStyle(of id: NodeID) -> String {
    guard let state = statuses[id]?.state else { return "" }
    let colors = state.colors
    return ", class=\(state.rawValue), color=\"\(colors.line)\", fillcolor=\"\(colors.fill)\""
  }

  /// Mermaid's flowchart language. A node's state is its class.
  public var mermaid: String {
    var lines = ["flowchart LR"]
    for id in ids {
      let style = statuses[id].map { ":::\($0.state.rawValue)" } ?? ""
      lines.append(
        "  n\(id.index)[\"\(Self.html(graph[id].stage.name + ": " + graph[id].label))\"]\(style)")
    }
    for (file, number) in files { lines.append("  f\(number)[/\"\(Self.html(file))\"/]") }
    for edge in edges { lines.append("  \(edge.from) -->|\(Self.html(edge.role))| n\(edge.to)") }
    let used = Set(ids.compactMap { statuses[$0]?.state })
    for state in NodeStatus.State.allCases where used.contains(state) {
      let colors = state.colors
      lines.append(
        "  classDef \(state.rawValue) fill:\(colors.fill),stroke:\(colors.line),color:#1b1f24")
    }
    return (lines + [""]).joined(separator: "\n")
  }

  /// One object: `nodes`, each with `id`, `stage`, `version`, `label` and `inputs`, which name a
  /// `file` or a `node` with its `output`. Where its status is known, a node also has `state`,
  /// `key` and `reason`, the latter two `null` where there is none.
  public var json: String {
    let nodes = ids.map { id in
      let node = graph[id]
      let inputs = node.inputs.map { input in
        var members: [(String, JSONText)] = [("role", .string(input.role))]
        switch input.source {
        case .file(let path): members.append(("file", .string(path)))
        case .output(let source, let name):
          members += [("node", .integer(source.index)), ("output", .string(name))]
        }
        return JSONText.object(members)
      }
      var members: [(String, JSONText)] = [
        ("id", .integer(id.index)), ("stage", .string(node.stage.name)),
        ("version", .integer(node.stage.version)), ("label", .string(node.label)),
      ]
      if let status = statuses[id] {
        members += [
          ("state", .string(status.state.rawValue)),
          ("key", status.key.map { .string($0.hex) } ?? .null),
          ("reason", status.reason.map(JSONText.string) ?? .null),
        ]
      }
      return JSONText.object(members + [("inputs", .array(inputs))]).compact
    }
    return "{\"nodes\":[\n" + nodes.joined(separator: ",\n") + "\n]}\n"
  }

  /// Source files with a number each, in the order in which nodes name them.
  private var files: [(path: String, number: Int)] {
    var numbers: [String: Int] = [:]
    var result: [(path: String, number: Int)] = []
    for id in ids {
      for case .file(let path) in graph[id].inputs.map(\.source) where numbers[path] == nil {
        numbers[path] = result.count
        result.append((path, result.count))
      }
    }
    return result
  }

  private var edges: [(from: String, role: String, to: Int)] {
    let numbers = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.number) })
    return ids.flatMap { id in
      graph[id].inputs.map { input in
        switch input.source {
        case .file(let path): ("f\(numbers[path] ?? 0)", input.role, id.index)
        case .output(let source, _): ("n\(source.index)", input.role, id.index)
        }
      }
    }
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }

  private static func html(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\"": result += "#quot;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "|": result += "#124;"
      default: result.append(character)
      }
    }
  }
}
