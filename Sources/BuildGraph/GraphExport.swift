/// A graph as text for other programs: Graphviz, Mermaid, or anything that reads JSON.
public struct GraphExport: Sendable {
  private let graph: Graph
  private let ids: [NodeID]

  /// - Parameter roots: The nodes that are wanted; what they stand on is shown with them.
  public init(graph: Graph, roots: [NodeID]) {
    self.graph = graph
    ids = graph.closure(of: roots)
  }

  /// Graphviz's language, for `dot -Tsvg`.
  public var dot: String {
    var lines = ["digraph reel {", "  rankdir=LR;", "  node [shape=box, fontname=\"sans-serif\"];"]
    for id in ids {
      let text = Self.escaped("\(graph[id].stage.name)\n\(graph[id].label)")
      lines.append("  n\(id.index) [label=\"\(text)\"];")
    }
    for (file, number) in files {
      lines.append("  f\(number) [label=\"\(Self.escaped(file))\", shape=note];")
    }
    for edge in edges {
      lines.append("  \(edge.from) -> n\(edge.to) [label=\"\(Self.escaped(edge.role))\"];")
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// Mermaid's flowchart language.
  public var mermaid: String {
    var lines = ["flowchart LR"]
    for id in ids {
      lines.append(
        "  n\(id.index)[\"\(Self.html(graph[id].stage.name + ": " + graph[id].label))\"]")
    }
    for (file, number) in files { lines.append("  f\(number)[/\"\(Self.html(file))\"/]") }
    for edge in edges { lines.append("  \(edge.from) -->|\(Self.html(edge.role))| n\(edge.to)") }
    return (lines + [""]).joined(separator: "\n")
  }

  /// One object: `nodes`, each with `id`, `stage`, `version`, `label` and `inputs`, which name a
  /// `file` or a `node` with its `output`.
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
      return JSONText.object([
        ("id", .integer(id.index)), ("stage", .string(node.stage.name)),
        ("version", .integer(node.stage.version)), ("label", .string(node.label)),
        ("inputs", .array(inputs)),
      ]).compact
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
