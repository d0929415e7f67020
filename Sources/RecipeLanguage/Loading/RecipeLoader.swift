internal import FilmVocabulary

/// Reads recipes.
public enum RecipeLoader {
  /// Reads a recipe with all that it includes, and checks it.
  ///
  /// Nothing is thrown: all that is wrong is in the result, with its place. No file that the
  /// recipe names, other than includes, is looked at.
  ///
  /// - Parameters:
  ///   - path: The recipe's file. Paths in it are taken from its folder.
  ///   - set: Variables from the command line, the last of a name wins. Each must be declared
  ///     in the recipe's `vars`.
  ///   - files: Where files are read from.
  public static func load(
    path: String, set: [(name: String, value: String)] = [],
    files: any RecipeFiles = DiskFiles()
  ) -> RecipeLoadResult {
    let reader = RecipeReader()
    var resolver = IncludeResolver(files: files, reader: reader)
    let recipe = resolver.root(of: path).flatMap { root in
      reader.declareVariables(root["vars"], set: set)
      return self.recipe(root, path: path, reader)
    }
    return RecipeLoadResult(
      recipe: reader.sink.hasErrors ? nil : recipe, namedFiles: reader.sources,
      namedOutputs: reader.outputs,
      diagnostics: reader.sink.sorted(files: reader.paths), filesRead: reader.paths,
      sources: SourceTexts(reader.files))
  }

  private static func recipe(_ root: YAMLNode, path: String, _ reader: RecipeReader) -> Recipe? {
    var draft = RecipeDraft()
    Declarations.recipeMapping.read(root, reader, into: &draft)
    let start = reader.mark(root.mark)
    let narration = draft.narration ?? Narration(mark: start)
    let drafts = draft.scenes ?? []
    let defaults = draft.defaults ?? RecipeDefaults()
    var scenes: [Scene] = []
    scenes.reserveCapacity(drafts.count)
    for case .some(let scene) in drafts { scenes.append(defaults.scene(scene)) }
    let checks = RecipeChecks(reader: reader)
    checks.checkIdentifiers(scenes)
    checks.checkCaptions(scenes, draft.subtitles)
    if draft.defaults != nil || !mayGiveLength(root["defaults"]) {
      checks.checkVoices(scenes, narration)
    }
    if let outputs = draft.outputs {
      checks.checkPaths(outputs)
      if scenes.count == drafts.count { checks.checkScenes(of: outputs, scenes: scenes) }
    }
    let stages = self.stages(of: draft, root, reader)
    if let stages {
      let sources = Recipe.mediaSources(
        scenes: scenes, watermark: draft.watermark, narration: narration, music: draft.music,
        subtitles: draft.subtitles)
      for source in sources { stages.check(source) }
    }
    let ownStages = stages?.stages() ?? []
    guard !scenes.isEmpty, !reader.sink.hasErrors else { return nil }
    let (name, folder) = (PathText.stem(of: path), PathText.folder(of: path))
    return Recipe(
      path: path, name: name, folder: folder, title: draft.title, narration: narration,
      stages: ownStages, scenes: scenes, watermark: draft.watermark, subtitles: draft.subtitles,
      music: draft.music,
      audio: draft.audio,
      chapters: draft.chapters, metadata: draft.metadata,
      thumbnail: draft.thumbnail,
      outputs: draft.outputs ?? [defaultOutput(name: name, folder: folder, at: start)])
  }

  /// Whether defaults that have a mistake in them may say how long scenes are. A key that is not
  /// known may be meant for one of those that do.
  private static func mayGiveLength(_ defaults: YAMLNode?) -> Bool {
    guard let defaults, let scene = defaults["scene"] else { return false }
    guard case .mapping(let entries) = scene.content else { return true }
    return !entries.allSatisfy { ["fit", "focus", "effect", "overlays"].contains($0.key) }
  }

  /// The checks of own stages; `nil` if one has a mistake in it, since it is then not known what
  /// there is to be used.
  private static func stages(
    of draft: RecipeDraft, _ root: YAMLNode, _ reader: RecipeReader
  ) -> StageChecks? {
    guard let drafts = draft.stages else {
      return root["stages"] == nil ? StageChecks([], reader) : nil
    }
    let whole = drafts.compactMap(\.self)
    return whole.count == drafts.count ? StageChecks(whole, reader) : nil
  }

  private static func defaultOutput(name: String, folder: String, at mark: SourceMark) -> Output {
    let path = RecipePath(text: "build/\(name).mp4", relativeTo: folder)
    let size = FrameSize.size(lines: Output.defaultLines(of: .mp4), aspect: .widescreen)
    return Output(
      mark: mark, path: Located(path, at: mark), container: .mp4, videoCodec: .h264,
      soundCodec: .aac, width: size.width, height: size.height,
      frameRate: Output.defaultFrameRate(of: .mp4), scenes: nil)
  }
}
