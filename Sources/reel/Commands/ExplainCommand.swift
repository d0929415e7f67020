import BuildEngine
import BuildGraph

/// `reel explain`: what a node's key is made of, and what changed in it.
enum ExplainCommand: Command {
  static let name = "explain"
  static let summary = "say what a stage's key is made of, and which field changed"
  static let operands = "NODE [RECIPE…]"
  static let key = OptionSpec(name: "key", summary: "print every field of the key")
  static let options = RecipeSession.options + [key]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    guard let node = arguments.operands.first else {
      throw UsageError(
        message: "'explain' wants a node: a name as 'plan' shows it, or digits of a key",
        command: name)
    }
    let session = try RecipeSession(
      arguments.withoutFirstOperand, command: name, store: .ask)
    let options = session.profile.buildOptions(
      jobs: nil, keepGoing: false, project: session.project)
    let explanation = try BuildEngine(store: session.store, options: options).explain(
      node, compile: session.compile)
    Console.print(explanation.description)
    if arguments.has(key) {
      Console.print("  key \(explanation.key?.hex ?? "not known yet")")
      for field in explanation.fields {
        Console.print("    \(field.name) = \(field.value)")
      }
    }
    return .success
  }
}
