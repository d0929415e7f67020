import BuildEngine
import BuildGraph
import BuildReports
import Glibc
import RecipeLanguage

/// `reel graph`: the nodes of a recipe, as far as they are known, and their states.
enum GraphCommand: Command {
  static let name = "graph"
  static let summary = "print the graph of stages, or write a page to look around in it"
  static let operands = "[RECIPE…]"
  static let format = OptionSpec(
    name: "format", placeholder: "FORMAT",
    summary: "dot, mermaid, json or html (as the output's name ends, else dot)",
    choices: ["dot", "mermaid", "json", "html"])
  static let output = OptionSpec(
    name: "output", short: "o", placeholder: "FILE", summary: "write to a file")
  static let options = RecipeSession.options + [format, output]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let path = arguments.value(output).flatMap { $0 == "-" ? nil : $0 }
    let format = try arguments.value(format) ?? path.map(Self.format(ofFile:)) ?? "dot"
    let session = try RecipeSession(arguments, command: name, store: .ask)
    let options = session.profile.buildOptions(
      jobs: nil, keepGoing: false, project: session.project)
    let survey = try BuildEngine(store: session.store, options: options).survey(
      compile: session.compile)
    let sink = try path.map { try file($0, session: session) } ?? Console.output
    sink.write(text(survey, format: format, title: session.title))
    if path != nil, let reason = sink.failure {
      Console.error("'\(path ?? "")' could not be written in full: \(reason)")
      return .store
    }
    return .success
  }

  private static func text(_ survey: GraphSurvey, format: String, title: String) -> String {
    if format == "html" { return GraphPage(survey, title: title).html }
    if !survey.expansions.isEmpty {
      Console.note("the graph is not whole yet: more becomes known when its stages have run")
    }
    let export = GraphExport(
      graph: survey.graph, roots: survey.nodes.map(\.node), statuses: survey.statuses)
    switch format {
    case "mermaid": return export.mermaid
    case "json": return export.json
    default: return export.dot
    }
  }

  private static let endings = [
    "dot": "dot", "gv": "dot", "mmd": "mermaid", "mermaid": "mermaid", "json": "json",
    "html": "html", "htm": "html",
  ]

  private static func format(ofFile path: String) throws(UsageError) -> String {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1, let format = endings[parts[parts.count - 1].lowercased()] { return format }
    throw UsageError(
      message: "the name '\(path)' does not tell a format; give '--format', or let it end in "
        + ".dot, .mmd, .json or .html", command: Self.name)
  }

  private static func file(_ path: String, session: RecipeSession) throws -> TextSink {
    var files = session.writableFiles
    for output in session.outputPaths { try files.claim(output, as: "the output") }
    try files.claim(path, as: "the graph")
    guard let sink = TextSink(path: path) else {
      Console.error("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
      throw ReportedError(status: .store)
    }
    return sink
  }
}
