import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the nodes of one output from scenes whose content is known.
struct FilmBuilder {
  var recipe: Recipe
  var settings: RenderSettings
  var services: any CompilerServices
  var builder: GraphBuilder
  var stages: OwnStages
  var output: Output
  /// Stands before the label of every node that only this output has.
  var label: String
  var scenes: [SceneContent]
  var watermark: SceneOverlay?
  var bed: SoundBed?
  /// `nil` while they are not known.
  var captions: CaptionSources?

  var canvas: Canvas {
    Canvas(width: output.width, height: output.height, frameRate: output.frameRate)
  }

  /// Whether captions are drawn onto its pictures as the recipe's style says.
  var burnsCaptions: Bool {
    recipe.subtitles.modes.contains(.burn) && recipe.subtitles.look != .file
      && output.container.hasPictures
  }

  /// Whether it has to be known how captions break into lines: burned ones, and those in scripts, which
  /// look like them.
  var breaksCaptions: Bool {
    burnsCaptions || recipe.subtitles.writesScripts && recipe.subtitles.look != .file
  }

  var clock: SampleClock { SampleClock(frameRate: output.frameRate) }

  /// - Returns: `nil` while something is pending.
  func build() throws -> [BuildPlan.Target]? {
    let lengths = scenes.map(length)
    // Everything behind the first unknown length has no place yet.
    guard lengths.allSatisfy({ $0 != nil }),
      scenes.allSatisfy(\.isKnown), watermark?.isKnown ?? true, let sources = captions,
      scenes.allSatisfy({ $0.captions != nil || !$0.needsCaptions(of: recipe) })
    else { return nil }
    // Scenes of a given length have their place before it is known what is said in them, but not
    // their captions and their sound.
    let isSpeechKnown = scenes.allSatisfy { scene in
      if case .pending = scene.voice { false } else { true }
    }
    guard isSpeechKnown || recipe.subtitles.modes.isEmpty else { return nil }
    let timeline = Timeline(
      lengths: lengths.compactMap(\.self), transitions: scenes.map(transitionLength),
      frameRate: output.frameRate)
    warnOfShortTransitions(timeline)
    warnOfHiddenOverlays(timeline)
    warnOfHiddenClips(timeline)
    guard
      let captions = try FilmCaptions(film: self, timeline: timeline, sources: sources)
    else { return nil }
    var segments: [NodeID] = []
    if output.container.hasPictures {
      let pictures = PictureBuilder(
        film: self, timeline: timeline, captions: captions.captions,
        ownLook: OwnLook(source: sources.film, film: self, frames: timeline.frames))
      segments = timeline.pieces.map(pictures.segment)
      builder.noteContinuations(segments)
    }
    guard let bed, isSpeechKnown else { return nil }
    let sound = try SoundBuilder(film: self, timeline: timeline, bed: bed).build()
    if !output.container.hasPictures, sound.isSilent {
      builder.report(
        Diagnostic(
          "there is nothing to hear in this file of sound: no scene in it is spoken or has a clip"
            + " with sound, and there is no music", at: output.path.mark))
      return nil
    }
    let tracks = sources.tracks.map {
      FilmCaptions.subtitles(of: $0, film: self, timeline: timeline)
    }
    return targets(
      timeline: timeline, segments: segments, sound: sound,
      subtitles: SubtitleOutputs(
        film: self, main: captions.captions,
        script: ScriptCopy(of: sources.film, film: self, frames: timeline.frames)?.script,
        tracks: tracks))
  }

  // MARK: Lengths

  /// Reports scenes without a length where the film cannot be built for other reasons.
  func checkLengths() {
    for content in scenes {
      let isSeen = content.clips.allSatisfy { $0.media.map { $0.description.video != nil } ?? true }
      if isSeen { _ = length(of: content) }
    }
  }

  /// A scene's length in frames; `nil` while it is not known. Nothing but the scene decides it.
  private func length(of content: SceneContent) -> Int? {
    if let duration = content.scene.duration {
      return max(duration.value.frames(atFrameRate: output.frameRate), 2)
    }
    switch content.voice {
    case .pending: return nil
    case .sentences(let sentences):
      return spokenLength(sentences.speechSamples(gap: gap), of: content)
    case .recording(_, let samples): return spokenLength(samples, of: content)
    case .none: break
    }
    guard content.clips.allSatisfy(\.isKnown) else { return nil }
    var total = Rational.zero
    for clip in content.clips {
      guard let length = clip.length(atFrameRate: output.frameRate) else {
        builder.report(
          Diagnostic(
            "nothing says how long this scene is: a still has no length of its own; "
              + "add 'duration', 'text' or 'narration'", at: content.scene.mark))
        return nil
      }
      total = total + length
    }
    return max((total * output.frameRate).floor, 2)
  }

  /// Speech with its padding, and behind it the transition: so the pause between two scenes'
  /// words is the same whatever the transition. A transition that is longer than the speech would
  /// be cut anyway.
  private func spokenLength(_ samples: Int, of content: SceneContent) -> Int {
    let padded = SampleClock.samples(padding.before) + samples + SampleClock.samples(padding.after)
    let spoken = clock.frames(covering: padded)
    return max(spoken + min(transitionLength(of: content), spoken), 2)
  }

  func transitionLength(of content: SceneContent) -> Int {
    guard let transition = content.scene.transition else { return 0 }
    return max(transition.duration.value.frames(atFrameRate: output.frameRate), 1)
  }

  var padding: (before: Rational, after: Rational) {
    (
      recipe.narration.paddingBefore.seconds(atFrameRate: output.frameRate),
      recipe.narration.paddingAfter.seconds(atFrameRate: output.frameRate)
    )
  }

  /// Samples of silence between two sentences.
  var gap: Int {
    SampleClock.samples(recipe.narration.gap.seconds(atFrameRate: output.frameRate))
  }

  private func warnOfShortTransitions(_ timeline: Timeline) {
    for (index, slot) in timeline.slots.dropLast().enumerated() {
      let wished = transitionLength(of: scenes[index])
      guard slot.overlapOut < wished, let transition = scenes[index].scene.transition else {
        continue
      }
      let frames = slot.overlapOut == 1 ? "1 frame" : "\(slot.overlapOut) frames"
      let names = (scenes[index].name, scenes[index + 1].name)
      let shorter = slot.length <= timeline.slots[index + 1].length ? names.0 : names.1
      builder.report(
        Diagnostic(
          "the transition from \(names.0) to \(names.1) is cut to \(frames), half of \(shorter)",
          at: transition.mark ?? scenes[index].scene.mark, severity: .warning,
          notes: transition.mark == nil
            ? [.init("its length is given here", at: transition.duration.mark)] : []),
        once: "the transition from \(names.0) to \(names.1)")
    }
  }

  /// One that stands in `defaults` may be too late for a short scene, as long as another shows it.
  private func warnOfHiddenOverlays(_ timeline: Timeline) {
    var shown: Set<SourceMark> = []
    var hidden: [(overlay: SceneOverlay, scene: Int)] = []
    for (index, slot) in timeline.slots.enumerated() {
      for overlay in scenes[index].overlays {
        let layout = OverlayLayout(film: self, overlay: overlay, length: slot.length)
        if layout.shown.isEmpty {
          hidden.append((overlay, index))
        } else {
          shown.insert(overlay.overlay.mark)
        }
      }
    }
    for (overlay, index) in hidden where shown.insert(overlay.overlay.mark).inserted {
      let slot = timeline.slots[index]
      let layout = OverlayLayout(film: self, overlay: overlay, length: slot.length)
      let length = Rational(slot.length) / output.frameRate
      let reason =
        layout.shown.lowerBound < slot.length
        ? "it is shorter than a frame"
        : "\(scenes[index].name) ends after \(JSONText.fixed(length.doubleValue, digits: 2)) s"
      builder.report(
        Diagnostic(
          "this overlay never shows: \(reason)",
          at: overlay.overlay.start?.mark ?? overlay.overlay.mark, severity: .warning),
        once: "overlay")
    }
  }

  // MARK: Targets

  private func targets(
    timeline: Timeline, segments: [NodeID], sound: SoundBuilder.Programme,
    subtitles: SubtitleOutputs
  ) -> [BuildPlan.Target] {
    let film = node(
      timeline: timeline, segments: segments, sound: sound, subtitles: subtitles.softTracks)
    var targets = [
      BuildPlan.Target(node: film, output: "film", path: output.path.value.resolved)
    ]
    let thumbnail = ThumbnailBuilder(film: self, timeline: timeline, segments: segments)
    if let target = thumbnail.target() { targets.append(target) }
    // Nothing shows subtitles beside a GIF.
    return output.container == .gif ? targets : targets + subtitles.sidecars()
  }

  private func node(
    timeline: Timeline, segments: [NodeID], sound: SoundBuilder.Programme,
    subtitles: [SubtitleTrack]
  ) -> NodeID {
    let pictures = segments.map { Node.Input("video", .output(of: $0, name: "packets")) }
    let frames = timeline.pieces.map(\.frames)
    if output.container == .gif {
      return animation(of: pictures, frames: frames)
    }
    let tracks = sound.chunks.map(\.node) + (sound.track.map { [$0] } ?? [])
    return builder.add(
      FilmParameters(
        container: output.container, videoCodec: output.videoCodec,
        soundCodec: sound.isSilent ? nil : output.soundCodec, canvas: canvas,
        segments: output.container.hasPictures ? frames : [], frames: timeline.frames,
        chunks: sound.chunks.map(\.packets), samples: sound.samples,
        chapters: ChapterList(recipe: recipe, scenes: scenes, timeline: timeline, canvas: canvas)
          .chapters, metadata: metadata, language: recipe.metadata.language?.value,
        subtitles: output.container.hasPictures ? subtitles : []),
      inputs: pictures + tracks.map { Node.Input("sound", .output(of: $0, name: "packets")) },
      label: label + "film")
  }

  /// A GIF: one palette for all of it, then its pictures in that palette.
  private func animation(of pictures: [Node.Input], frames: [Int]) -> NodeID {
    let palette = builder.add(
      PaletteParameters(canvas: canvas, segments: frames), inputs: pictures,
      label: label + "palette")
    return builder.add(
      AnimationParameters(canvas: canvas, segments: frames),
      inputs: pictures + [Node.Input("palette", .output(of: palette, name: "palette"))],
      label: label + "film")
  }

  private var metadata: [FilmParameters.Tag] {
    var tags = recipe.metadata.entries.filter { $0.key != .language }.map {
      FilmParameters.Tag(key: $0.key.rawValue, value: $0.value.value)
    }
    if recipe.metadata[.title] == nil, let title = recipe.title {
      tags.append(FilmParameters.Tag(key: "title", value: title.value))
    }
    return tags.sorted { $0.key < $1.key }
  }
}

extension [SceneContent.Sentence] {
  /// Samples from the first word to the last, with the silence between sentences.
  func speechSamples(gap: Int) -> Int {
    reduce(0) { $0 + $1.timing.samples } + gap * Swift.max(count - 1, 0)
  }
}

extension String {
  /// The path with another ending in place of the last one.
  func withEnding(_ ending: String) -> String {
    let slash = lastIndex(of: "/") ?? startIndex
    guard let dot = lastIndex(of: "."), dot > slash else { return self + "." + ending }
    return self[..<dot] + "." + ending
  }
}
