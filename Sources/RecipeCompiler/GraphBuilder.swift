import BuildGraph
import FoundationEssentials
import RecipeLanguage

/// The state of one compilation: the graph that grows, what it waits for, what it has to say.
final class GraphBuilder {
  private(set) var graph: Graph
  private(set) var pending: [NodeID] = []
  private var isPending: Set<NodeID> = []
  private(set) var diagnostics: [Diagnostic] = []
  var results: any ResultLookup
  /// Whether anything is known that a stage had to find out.
  private(set) var hasResults = false
  private var reported: Set<Subject> = []
  private let decoder = JSONDecoder()

  init(graph: Graph, results: any ResultLookup) {
    self.graph = graph
    self.results = results
  }

  func takeGraph() -> Graph {
    let taken = graph
    graph = Graph()
    return taken
  }

  func add(
    _ parameters: some NodeParameters, inputs: [Node.Input] = [], label: String
  ) -> NodeID {
    graph.add(parameters, inputs: inputs, label: label)
  }

  /// Says of nodes in the order of the film which read on in the clip of the one before.
  func noteContinuations(_ nodes: [NodeID]) {
    func clips(_ node: NodeID) -> Set<Node.Source> {
      Set(graph[node].inputs.lazy.filter { $0.role == "clip" }.map(\.source))
    }
    for (earlier, later) in zip(nodes, nodes.dropFirst())
    where !clips(earlier).isDisjoint(with: clips(later)) {
      graph.note(later, continues: earlier)
    }
  }

  /// The inline result of a node; `nil`, and the node is pending, if it has to run first.
  func result<Value: Decodable>(
    _ type: Value.Type, of node: NodeID, output: String
  ) throws -> Value? {
    guard let bytes = try results.inlineResult(of: node, output: output, in: graph) else {
      if isPending.insert(node).inserted { pending.append(node) }
      return nil
    }
    hasResults = true
    return try decoder.decode(type, from: Data(bytes))
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Reports what several outputs find, each in its own frames, for the first of them.
  ///
  /// - Parameter subject: What it is about at this place.
  func report(_ diagnostic: Diagnostic, once subject: String) {
    guard let mark = diagnostic.mark else { return report(diagnostic) }
    if reported.insert(Subject(name: subject, mark: mark)).inserted { report(diagnostic) }
  }

  private struct Subject: Hashable {
    var name: String
    var mark: SourceMark
  }
}
