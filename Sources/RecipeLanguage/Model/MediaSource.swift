/// Where a picture, a video or a sound comes from.
public enum MediaSource: Hashable, Sendable {
  case file(Located<RecipePath>)
  /// What one of the recipe's own stages makes.
  case stage(StageOutput)

  /// Where the recipe names it.
  public var mark: SourceMark {
    switch self {
    case .file(let path): path.mark
    case .stage(let output): output.output?.mark ?? output.stage.mark
    }
  }

  /// As the recipe names it, for messages and labels.
  public var text: String {
    switch self {
    case .file(let path): path.value.text
    case .stage(let output): output.output?.value ?? output.stage.value
    }
  }

  /// The file, if it is one.
  public var file: Located<RecipePath>? {
    if case .file(let path) = self { path } else { nil }
  }
}

/// A file that one of the recipe's own stages makes.
public struct StageOutput: Hashable, Sendable {
  /// The id of a stage of the recipe.
  public var stage: Located<String>
  /// The name of one of its outputs; `nil` for the first.
  public var output: Located<String>?
}
