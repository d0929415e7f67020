internal import BuildGraph
internal import Glibc
public import StageCatalog
public import WorkerProtocol

/// Runs a command of the recipe's author in a folder of its own.
///
/// In the folder are copies of the inputs under their names and nothing else; the environment has
/// a fixed set of variables. When the command has ended, whatever it has started is ended too.
public enum CommandStage: StageImplementation {
  /// - Throws: ``StageError``: `command-failed` if the command ends with another status than 0, by
  ///   a signal, or without having made an output; `no-space` or `internal` if its folder cannot
  ///   be filled; ``StageError/cancelled``.
  public static func run(_ parameters: CommandParameters, in context: StageContext) throws {
    let folder = try CommandFolder(in: context.scratch)
    let paths = context.inputs("in")
    guard paths.count == parameters.inputs.count else {
      throw StageError(code: "internal", message: "The command's inputs are not all named.")
    }
    for (name, path) in zip(parameters.inputs, paths) {
      try context.checkCancelled()
      try folder.add(path, as: name, checkCancelled: context.checkCancelled)
    }
    let command = try SupervisedCommand(
      script: parameters.run, folder: folder.path,
      environment: environment(of: parameters, temporaryFolder: folder.temporaryPath))
    let ending = try command.wait(checkCancelled: context.checkCancelled)
    context.noteMemory(ofChildren: ending.peakMemory)
    if let failure = ending.failure {
      throw StageError(
        code: "command-failed", message: "The command \(failure): \(summary(of: parameters.run))",
        detail: ending.lastLines)
    }
    for name in parameters.outputs {
      guard try folder.moveOutput(name, to: context.output(name)) else {
        throw StageError(
          code: "command-failed",
          message: "The command ended without an error but made no file \"\(name)\": "
            + summary(of: parameters.run), detail: ending.lastLines)
      }
    }
    context.progress(1)
  }

  /// All variables that the command sees. Only `PATH` is the user's: programs are found by it.
  private static func environment(
    of parameters: CommandParameters, temporaryFolder: String
  ) -> [String] {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    var variables = [
      "PATH=\(path)", "HOME=\(temporaryFolder)", "TMPDIR=\(temporaryFolder)", "LANG=C.UTF-8",
      "TZ=UTC", "in=\(parameters.inputs.joined(separator: " "))",
      "out=\(parameters.outputs.joined(separator: " "))",
    ]
    for (index, name) in parameters.inputs.enumerated() {
      variables.append("in\(index + 1)=\(name)")
    }
    for (index, name) in parameters.outputs.enumerated() {
      variables.append("out\(index + 1)=\(name)")
    }
    return variables
  }

  /// The command's first line, for a message.
  private static func summary(of script: String) -> String {
    let lines = script.split(whereSeparator: \.isNewline)
    let first = (lines.first ?? "").prefix(80)
    return first.count < script.count ? "\(first)…" : String(first)
  }
}
