import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Finds out what a recipe's files hold and how long its sentences last.
struct SourceReader {
  var recipe: Recipe
  var settings: RenderSettings
  var builder: GraphBuilder
  var stages: OwnStages

  func content(ofScene index: Int) throws -> SceneContent {
    let scene = recipe.scenes[index]
    let label = recipe.label(ofScene: index)
    let rates = recipe.outputs.filter(scene.isShown).map(\.frameRate)
    var content = SceneContent(
      scene: scene, label: label,
      clips: try scene.clips.map { try sceneClip($0, rates: rates, label: label) },
      overlays: try scene.overlays.map { try sceneOverlay($0, rates: rates, label: label) },
      voice: try voice(of: scene, label: label))
    if let file = scene.captionFile, !recipe.subtitles.modes.isEmpty {
      content.captions = try captions(file, keepsScript: false, label: "\(label)/captions")
    }
    return content
  }

  /// The captions that go with the whole film; `nil` while they are not known.
  func captions() throws -> CaptionSources? {
    var sources = CaptionSources()
    var isKnown = true
    let subtitles = recipe.subtitles
    if let file = subtitles.file, !subtitles.modes.isEmpty {
      let isOwn =
        subtitles.look == .file && (subtitles.modes.contains(.burn) || subtitles.writesScripts)
      sources.film = try captions(file, keepsScript: isOwn, label: "captions")
      isKnown = sources.film != nil
    }
    for track in subtitles.tracks {
      let source = try captions(
        track.file, keepsScript: false, label: "captions.\(track.language.value)")
      if let source { sources.tracks.append(source) }
      isKnown = isKnown && source != nil
    }
    return isKnown ? sources : nil
  }

  private func captions(
    _ file: CaptionFile, keepsScript: Bool, label: String
  ) throws -> CaptionSource? {
    let node = builder.add(
      CuesParameters(keepsScript: keepsScript),
      inputs: [Node.Input("file", stages.source(of: file.source))], label: label)
    guard let document = try builder.result(CaptionDocument.self, of: node, output: "cues") else {
      return nil
    }
    for remark in document.remarks {
      let place = remark.line.map { " line \($0)" } ?? ""
      builder.report(
        Diagnostic(
          "'\(file.source.text)'\(place): \(remark.text)", at: file.source.mark,
          severity: .warning))
    }
    if keepsScript, document.script == nil {
      builder.report(
        Diagnostic(
          "'\(file.source.text)' has no look of its own, since it is no ASS file; remove 'look'",
          at: file.source.mark))
    }
    return CaptionSource(file: file, document: document)
  }

  /// The sound that goes with the whole film; `nil` while it is not known.
  func bed() throws -> SoundBed? {
    var bed = SoundBed()
    var isKnown = true
    if let source = recipe.narration.recording {
      bed.narration = try recording(source, start: .zero, label: "narration")
      isKnown = isKnown && bed.narration != nil
    }
    if let music = recipe.music {
      let start = music.start?.value.seconds(atFrameRate: Rational(30)) ?? .zero
      bed.music = try recording(
        music.source, start: start, startMark: music.start?.mark, label: "music")
      isKnown = isKnown && bed.music != nil
    }
    return isKnown ? bed : nil
  }

  /// - Parameter rates: The frame rates of the outputs in which it shows.
  func sceneOverlay(
    _ overlay: RecipeLanguage.Overlay, rates: [Rational], label: String
  ) throws -> SceneOverlay {
    checkOrder(of: overlay.start, overlay.end, rates: rates, what: "the overlay")
    guard case .media(let media) = overlay.content else { return SceneOverlay(overlay: overlay) }
    return SceneOverlay(
      overlay: overlay,
      media: try self.media(
        media.source, trim: media.trim, retiming: media.retiming, rates: rates, label: label),
      isTableKnown: try isTableKnown(of: media.look, label: label))
  }

  private func sceneClip(_ clip: Clip, rates: [Rational], label: String) throws -> SceneClip {
    var result = SceneClip(clip: clip)
    if case .media(let source) = clip.source {
      result.media = try media(
        source, trim: clip.trim, retiming: clip.retiming, rates: rates, label: label)
    }
    if case .media(let source) = clip.background?.source {
      result.background = try media(
        source, trim: clip.background?.trim, retiming: Retiming(), rates: rates, label: label)
    }
    result.isTableKnown = try isTableKnown(of: clip.look, label: label)
    return result
  }

  /// Whether a look's table of colours has been read, so that a mistake in it is found before the
  /// first picture is drawn.
  private func isTableKnown(of look: Look, label: String) throws -> Bool {
    guard let table = look.table else { return true }
    let node = builder.colorTable(table, stages: stages, label: label)
    return try builder.result(ColorTableInfo.self, of: node, output: "info") != nil
  }

  /// What a file holds; `nil` while it is not known.
  private func media(
    _ media: MediaSource, trim: Trim?, retiming: Retiming, rates: [Rational], label: String
  ) throws -> SceneClip.Media? {
    checkOrder(of: trim?.from, trim?.to, rates: rates, what: "the part")
    let source = stages.source(of: media)
    let probe = builder.add(
      ProbeParameters(), inputs: [Node.Input("clip", source)],
      label: "\(label)/probe:\(media.text)")
    guard
      let description = try builder.result(MediaDescription.self, of: probe, output: "info")
    else { return nil }
    if description.video == nil {
      builder.report(
        Diagnostic("'\(media.text)' has no picture to show", at: media.mark))
    }
    if description.kind == .still, let key = retiming.videoKeys.first {
      builder.report(
        Diagnostic(
          "'\(key.value)' belongs to a video, and '\(media.text)' is a still picture", at: key.mark)
      )
    }
    if description.kind == .video, let video = description.video {
      checkTimes(media, trim: trim, retiming: retiming, duration: video.duration, rates: rates)
    }
    return SceneClip.Media(source: source, probe: probe, description: description)
  }

  /// Reports what ends before it begins in an output that shows it. Where both times have one unit,
  /// the recipe's reader has seen it.
  private func checkOrder(
    of start: Located<TimeValue>?, _ end: Located<TimeValue>?, rates: [Rational], what: String
  ) {
    guard let start, let end else { return }
    let isEmpty = rates.contains {
      end.value.seconds(atFrameRate: $0) <= start.value.seconds(atFrameRate: $0)
    }
    if isEmpty { builder.report(Diagnostic("\(what) ends before it begins", at: end.mark)) }
  }

  /// Reports places in a video that lie behind its end. A part that ends behind it is made as long as
  /// there are pictures.
  ///
  /// - Parameter rates: How long a frame lasts is another matter in each output.
  private func checkTimes(
    _ media: MediaSource, trim: Trim?, retiming: Retiming, duration: Rational, rates: [Rational]
  ) {
    let places =
      [(trim?.from, "before its trim begins"), (retiming.frame, "before that frame")]
      + retiming.freezes.map { ($0.at, "before it would stand") }
    for case (let place?, let what) in places {
      let isBehind =
        switch place.value {
        case .seconds(let time): time >= duration
        case .frames: rates.contains { place.value.seconds(atFrameRate: $0) >= duration }
        }
      guard isBehind else { continue }
      builder.report(
        Diagnostic(
          "'\(media.text)' ends after \(JSONText.fixed(duration.doubleValue, digits: 2)) s, \(what)",
          at: place.mark))
    }
    guard let to = trim?.to else { return }
    // Less than a frame nobody sees, and who writes 10 s of a file of 9.96 s means all of it.
    let missing = rates.compactMap { rate in
      let rest = to.value.seconds(atFrameRate: rate) - duration
      return rest * rate >= Rational(1) && rest >= Rational(1, 10) ? rest : nil
    }.max()
    if let missing, !builder.hasErrors {
      func seconds(_ time: Rational) -> String { JSONText.fixed(time.doubleValue, digits: 2) }
      builder.report(
        Diagnostic(
          "'\(media.text)' ends after \(seconds(duration)) s, so that this part is"
            + " \(seconds(missing)) s shorter", at: to.mark, severity: .warning))
    }
  }

  private func voice(of scene: Scene, label: String) throws -> SceneContent.Voice {
    if let source = scene.narration {
      guard let recording = try recording(source, start: .zero, label: "\(label)/narration") else {
        return .pending
      }
      return .recording(sound: recording.sound, samples: recording.samples)
    }
    guard let text = scene.text?.value, recipe.narration.recording == nil else { return .none }
    var sentences: [SceneContent.Sentence] = []
    var isKnown = true
    for (index, sentence) in SentenceSplitter.sentences(of: text).enumerated() {
      let node = builder.add(
        SpeechParameters(
          engine: recipe.narration.engine.value.rawValue, voice: voiceName,
          rate: recipe.narration.rate, pitch: recipe.narration.pitch, text: sentence),
        label: "\(label)/speech.\(index + 1)")
      if let timing = try builder.result(SpeechTiming.self, of: node, output: "timing") {
        sentences.append(SceneContent.Sentence(text: sentence, node: node, timing: timing))
      } else {
        isKnown = false
      }
    }
    return isKnown ? .sentences(sentences) : .pending
  }

  /// The voice that the recipe names, else the engine's own for the film's language.
  private var voiceName: String {
    if let voice = recipe.narration.voice { return voice.value }
    switch recipe.narration.engine.value {
    case .espeak: return recipe.metadata.language?.value.lowercased() ?? "en-gb"
    case .flite: return "slt"
    }
  }

  private func recording(
    _ media: MediaSource, start: Rational, startMark: SourceMark? = nil, label: String
  ) throws -> SoundBed.Recording? {
    let sound = builder.add(
      SoundParameters(start: start, end: nil, filterLength: settings.soundFilterLength),
      inputs: [Node.Input("clip", stages.source(of: media))], label: label)
    guard let info = try builder.result(SoundInfo.self, of: sound, output: "info") else {
      return nil
    }
    if info.samples == 0 {
      let what = startMark == nil ? "holds no sound" : "ends before this, or holds no sound"
      builder.report(Diagnostic("'\(media.text)' \(what)", at: startMark ?? media.mark))
    }
    return SoundBed.Recording(sound: sound, samples: info.samples)
  }
}
