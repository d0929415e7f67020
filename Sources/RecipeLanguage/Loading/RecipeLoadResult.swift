/// What came of reading a recipe.
public struct RecipeLoadResult: Sendable {
  /// `nil` if there is an error among the diagnostics.
  public var recipe: Recipe?
  /// The files that the film is made from, as far as they could be read: also where there is no
  /// recipe, so that they can be looked for all the same.
  public var namedFiles: [Located<RecipePath>]
  /// The same for the files that are to be made.
  public var namedOutputs: [Located<RecipePath>]
  /// All that is wrong, by file and place.
  public var diagnostics: [Diagnostic]
  /// Every file that was read, the recipe first: as long as these stay the same, so does the
  /// result. A file that is missing is not among them.
  public var filesRead: [String]
  /// The files' texts, for showing lines with diagnostics.
  public var sources: SourceTexts
}
