public import BuildEngine
internal import BuildGraph

/// A graph as one HTML file that needs nothing else: to be panned, zoomed and searched.
///
/// The layout is computed here. The page draws what is in sight: every node as text when it is
/// near, all nodes of a state as one path when it is far, so that ten thousand stay fluid.
public struct GraphPage {
  /// A node or a source file.
  struct Vertex {
    /// The node's name in the other exports, such as `n12`; `f3` for a file.
    var id: String
    var stage: String
    var label: String
    /// A raw value of ``BuildGraph/NodeStatus/State``, or `file`.
    var state: String
    var key: String
    var reason: String
    var inputs: [(vertex: Int, role: String)] = []
  }

  let title: String
  /// What is to be said of the graph as a whole; empty if there is nothing.
  public let notice: String
  let vertices: [Vertex]
  let layout: LayeredLayout

  /// - Parameter title: What the graph is of, for people.
  public init(_ survey: GraphSurvey, title: String) {
    self.title = title
    notice = Self.notice(expansions: survey.expansions)
    vertices = Self.vertices(of: survey)
    layout = LayeredLayout(inputs: vertices.map { $0.inputs.map(\.vertex) })
  }

  /// - Parameter expansions: Labels of nodes whose results decide what else there is.
  private static func notice(expansions: [String]) -> String {
    if expansions.isEmpty { return "" }
    let more = expansions.count > 3 ? " and \(expansions.count - 3) more" : ""
    let list = expansions.prefix(3).joined(separator: ", ")
    return "More becomes known when these have run: \(list)\(more)."
  }

  private static func vertices(of survey: GraphSurvey) -> [Vertex] {
    let graph = survey.graph
    var vertices: [Vertex] = []
    var files: [String: Int] = [:]
    // Files first, so that every input comes before its reader.
    for surveyed in survey.nodes {
      for case .file(let path) in graph[surveyed.node].inputs.map(\.source)
      where files[path] == nil {
        files[path] = vertices.count
        vertices.append(
          Vertex(
            id: "f\(vertices.count)", stage: "file", label: path, state: "file", key: "",
            reason: ""))
      }
    }
    var numbers: [NodeID: Int] = [:]
    for surveyed in survey.nodes {
      var vertex = Vertex(
        id: "n\(surveyed.node.index)", stage: surveyed.stage, label: surveyed.label,
        state: surveyed.status.state.rawValue, key: surveyed.status.key?.hex ?? "",
        reason: surveyed.status.reason ?? "")
      for input in graph[surveyed.node].inputs {
        let source: Int? =
          switch input.source {
          case .file(let path): files[path]
          case .output(let id, _): numbers[id]
          }
        if let source { vertex.inputs.append((source, input.role)) }
      }
      numbers[surveyed.node] = vertices.count
      vertices.append(vertex)
    }
    return vertices
  }

  /// The states of the legend, in its order.
  static let states = NodeStatus.State.allCases.map(\.rawValue) + ["file"]

  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escaped(title)) · graph</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    \(Self.body(title: Self.escaped(title), notice: Self.escaped(notice)))
    <script type="application/json" id="graph-data">
    \(data)
    </script>
    <script>
    \(Self.script)
    </script>
    </body>
    </html>

    """
  }

  /// For text between tags and in attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
