/// One of reel's commands.
protocol Command: Sendable {
  static var name: String { get }
  /// One line for the overview.
  static var summary: String { get }
  /// What may follow the options, such as `[RECIPE…]`; empty for nothing.
  static var operands: String { get }
  static var options: [OptionSpec] { get }
  /// Further lines for the help, such as those of subcommands; none unless a command says more.
  static var notes: [String] { get }

  /// Does the work.
  ///
  /// - Returns: The exit status.
  static func run(_ arguments: ParsedArguments) throws -> ExitStatus
}

extension Command {
  static var notes: [String] { [] }
}

/// What a run of reel says to the shell.
enum ExitStatus: Int32 {
  case success = 0
  case stageFailed = 1
  case usage = 2
  case store = 3
  case interrupted = 130
}

/// Every command, in the order of the overview.
enum CommandList {
  static let all: [any Command.Type] = [
    BuildCommand.self,
    PlanCommand.self,
    GraphCommand.self,
    ExplainCommand.self,
    ReportCommand.self,
    BenchCommand.self,
    ProfilesCommand.self,
    SchemaCommand.self,
    StoreCommand.self,
  ]
}
