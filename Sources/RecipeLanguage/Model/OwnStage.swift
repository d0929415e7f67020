/// A stage that the recipe declares: a command, what it reads and what it makes.
public struct OwnStage: Hashable, Sendable {
  /// Where the stage stands in its file.
  public var mark: SourceMark
  /// Unique in the recipe. It must not enter any key.
  public var id: Located<String>
  /// What the shell is given.
  public var run: Located<String>
  public var inputs: [Input]
  /// Names of files, unique in the recipe. Never empty.
  public var outputs: [Located<String>]

  /// A file that the command reads.
  public struct Input: Hashable, Sendable {
    /// The name under which the command finds it: relative, without `.` and `..`.
    public var name: String
    public var source: Source
  }

  public enum Source: Hashable, Sendable {
    case file(Located<RecipePath>)
    /// The output of another stage.
    case output(stage: String, name: Located<String>)
  }
}
