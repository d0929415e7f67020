/// The keys by which a mapping names a medium, while it is read: `path`, or `stage` and `output`.
struct MediaSourceDraft: Sendable {
  var path: Located<RecipePath>?
  var stage: Located<String>?
  var output: Located<String>?

  init(path: Located<RecipePath>? = nil) { self.path = path }

  var source: MediaSource? {
    if let path { return .file(path) }
    return stage.map { .stage(StageOutput(stage: $0, output: output)) }
  }

  /// Reports an `output` without a `stage`, and a path beside a stage.
  ///
  /// - Returns: Whether all is well.
  func check(_ reader: RecipeReader) -> Bool {
    if let output, stage == nil {
      reader.report(Diagnostic("'output' belongs to a 'stage'", at: output.mark))
      return false
    }
    if path != nil, let stage {
      reader.report(Diagnostic("give one of 'path' and 'stage', not both", at: stage.mark))
      return false
    }
    return true
  }

  /// The keys, for a mapping that keeps such a draft.
  ///
  /// - Parameter what: What `path` names, as a sentence.
  static func fields<Record>(
    _ what: String, _ draft: WritableKeyPath<Record, MediaSourceDraft> & Sendable
  ) -> [Field<Record>] {
    [
      Field("path", Shapes.source, what) { $0[keyPath: draft].path = $1 },
      Field("stage", Shapes.name.located, "The id of the own stage that makes it.") {
        $0[keyPath: draft].stage = $1
      },
      Field(
        "output", Shapes.name.located, "Which of the stage's outputs it is.",
        default: "the stage's first"
      ) { $0[keyPath: draft].output = $1 },
    ]
  }
}
