import ArtifactStore

/// One of the things that `reel store` does.
protocol StoreSubcommand: Sendable {
  static var name: String { get }
  /// One line for the help.
  static var summary: String { get }
  /// Beside `--store`.
  static var options: [OptionSpec] { get }

  /// Reads the arguments, all of them before the store is opened.
  ///
  /// - Returns: What to do with the store.
  static func action(
    _ arguments: ParsedArguments
  ) throws -> (ArtifactStore) throws -> ExitStatus
}

/// Options that several subcommands have.
enum StoreOption {
  static let json = OptionSpec(name: "json", summary: "print JSON, one object a line")
}
