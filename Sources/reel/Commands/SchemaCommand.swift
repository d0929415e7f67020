import RecipeLanguage

/// `reel schema`: what editors complete and check recipes and profiles with.
enum SchemaCommand: Command {
  static let name = "schema"
  static let summary = "print the JSON Schema of recipes or profiles"
  static let operands = "[recipe|profile]"
  static let options: [OptionSpec] = []

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    switch arguments.operands {
    case [], ["recipe"]: Console.print(RecipeSchema.json())
    case ["profile"]: Console.print(ProfileSchema.json())
    default:
      let word = arguments.operands[0]
      throw UsageError(
        message: "there are schemas of 'recipe' and 'profile', not of '\(word)'",
        suggestion: Spelling.nearest(to: word, among: ["recipe", "profile"]), command: name)
    }
    return .success
  }
}
