/// What has to be right between the parts of a recipe.
struct RecipeChecks {
  let reader: RecipeReader

  /// No two scenes have the same id.
  func checkIdentifiers(_ scenes: [Scene]) {
    var first: [String: SourceMark] = [:]
    first.reserveCapacity(scenes.count)
    for scene in scenes {
      guard let id = scene.id else { continue }
      if let other = first[id.value] {
        reader.report(
          Diagnostic(
            "two scenes have the id \(id.value.quoted)", at: id.mark,
            notes: [.init("the first one", at: other)]))
      } else {
        first[id.value] = id.mark
      }
    }
  }

  /// Scenes are spoken in one way, and for some length.
  func checkVoices(_ scenes: [Scene], _ narration: Narration) {
    for scene in scenes {
      if let recorded = scene.narration, let film = narration.recording {
        reader.report(
          Diagnostic(
            "the film has one recorded voice over all of it already; give the scene a 'text' only",
            at: recorded.mark, notes: [.init("the film's voice", at: film.mark)]))
      }
      checkLength(scene, film: narration)
    }
  }

  /// Captions of the whole film leave no place for those of a scene.
  func checkCaptions(_ scenes: [Scene], _ subtitles: Subtitles) {
    guard let file = subtitles.file else { return }
    for scene in scenes {
      guard let mark = scene.caption?.mark ?? scene.captionFile?.source.mark else { continue }
      reader.report(
        Diagnostic(
          "a file gives the captions of the whole film; remove the scene's, or the file",
          at: mark, notes: [.init("the film's captions", at: file.source.mark)]))
    }
  }

  /// A scene must have something that gives it a length.
  private func checkLength(_ scene: Scene, film: Narration) {
    let isSpoken = scene.text != nil && film.recording == nil
    guard scene.duration == nil, !isSpoken, scene.narration == nil else { return }
    let hasLength = scene.clips.allSatisfy { clip in
      if case .media = clip.source, clip.retiming.frame == nil { return true }
      return clip.duration != nil
    }
    guard !hasLength else { return }
    reader.report(
      Diagnostic(
        "nothing says how long this scene is; add a 'duration', a 'text' that is spoken, a"
          + " 'narration' or a 'clip' with a 'path'",
        at: scene.mark))
  }

  /// No two outputs are written to the same file.
  func checkPaths(_ outputs: [Output]) {
    var first: [String: SourceMark] = [:]
    for output in outputs {
      let path = PathText.lexicallyNormalized(output.path.value.resolved)
      if let other = first.updateValue(output.path.mark, forKey: path) {
        reader.report(
          Diagnostic(
            "two outputs are written to \(output.path.value.text.quoted)", at: output.path.mark,
            notes: [.init("the first one", at: other)]))
      }
    }
  }

  /// Outputs name scenes that exist, each once.
  func checkScenes(of outputs: [Output], scenes: [Scene]) {
    let ids = scenes.compactMap { $0.id?.value }
    let known = Set(ids)
    for output in outputs {
      var named: Set<String> = []
      for id in output.scenes ?? [] {
        if !known.contains(id.value) {
          reader.report(
            Diagnostic(
              "no scene has the id \(id.value.quoted)", at: id.mark,
              suggestion: Spelling.nearest(to: id.value, among: ids)))
        } else if !named.insert(id.value).inserted {
          reader.report(Diagnostic("the scene \(id.value.quoted) is named twice", at: id.mark))
        }
      }
    }
  }
}
