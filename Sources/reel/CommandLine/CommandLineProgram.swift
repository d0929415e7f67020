import ArtifactStore
import BuildEngine
import BuildReports
import RecipeLanguage
import WorkerProtocol

/// The program as a whole: finds the command, runs it, and turns what goes wrong into a message
/// and an exit status.
enum CommandLineProgram {
  static let version = "0.1.0"

  static func run(_ words: [String]) -> ExitStatus {
    let status = outcome(of: words)
    // What a command prints is its result: a result that did not arrive is no success. A reader
    // that has enough is another matter.
    guard let reason = Console.output.failure, !Console.output.isReaderGone else { return status }
    Console.error("standard output could not be written in full: \(reason)")
    return status == .success ? .store : status
  }

  private static func outcome(of words: [String]) -> ExitStatus {
    do {
      return try dispatch(words)
    } catch let error as ToldError {
      return report(error.error)
    } catch {
      return report(error)
    }
  }

  /// Turns an error into a message and an exit status.
  private static func report(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as UsageError:
      Console.error(error.message)
      if let suggestion = error.suggestion { Console.note("did you mean '\(suggestion)'?") }
      Console.note("'reel \(error.command.map { $0 + " --help" } ?? "help")' tells more")
      return .usage
    case let error as ReportedError: return error.status
    case let error as StoreError:
      Console.error(error.message)
      return ExitStatus(rawValue: error.exitStatus) ?? .store
    case let error as EngineError:
      Console.error(error.message)
      return ExitStatus(rawValue: error.exitStatus) ?? .stageFailed
    case let error as StageError:
      Console.error(error.message)
      return .usage
    default:
      Console.error(String(describing: error))
      return .stageFailed
    }
  }

  private static func dispatch(_ words: [String]) throws -> ExitStatus {
    guard let word = words.first else {
      Console.errors.write(HelpText.overview(CommandList.all))
      return .usage
    }
    switch word {
    case "--version", "version":
      Console.print("reel \(version)")
      return .success
    case "help", "--help", "-h":
      guard words.count > 1 else {
        Console.output.write(HelpText.overview(CommandList.all))
        return .success
      }
      Console.output.write(HelpText.command(try command(words[1])))
      return .success
    default:
      let command = try command(word)
      let arguments = try ParsedArguments(
        Array(words.dropFirst()), options: command.options + [.help], command: command.name)
      if arguments.has(.help) {
        Console.output.write(HelpText.command(command))
        return .success
      }
      return try command.run(arguments)
    }
  }

  private static func command(_ word: String) throws(UsageError) -> any Command.Type {
    if let command = CommandList.all.first(where: { $0.name == word }) { return command }
    throw UsageError(
      message: "there is no command '\(word)'",
      suggestion: Spelling.nearest(to: word, among: CommandList.all.map { $0.name }))
  }
}
