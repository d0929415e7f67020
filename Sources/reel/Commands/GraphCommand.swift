import BuildEngine
import BuildGraph
import BuildReports

/// `reel graph`: the nodes of a recipe, as far as they are known.
enum GraphCommand: Command {
  static let name = "graph"
  static let summary = "print the graph of stages"
  static let operands = "[RECIPE…]"
  static let format = OptionSpec(
    name: "format", placeholder: "FORMAT", summary: "dot, mermaid or json (dot)",
    choices: ["dot", "mermaid", "json"])
  static let options = RecipeSession.options + [format]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let session = try RecipeSession(arguments, command: name, store: .ask)
    let options = session.profile.buildOptions(
      jobs: nil, keepGoing: false, project: session.project)
    var compiled = Graph()
    var roots: [NodeID] = []
    _ = try BuildEngine(store: session.store, options: options).plan { graph, results in
      let plan = try session.compile(&graph, results)
      compiled = graph
      roots = plan.targets.map(\.node) + plan.pending
      return plan
    }
    let export = GraphExport(graph: compiled, roots: roots)
    switch arguments.value(format) ?? "dot" {
    case "mermaid": Console.output.write(export.mermaid)
    case "json": Console.output.write(export.json)
    default: Console.output.write(export.dot)
    }
    return .success
  }
}
