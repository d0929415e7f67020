import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the nodes that mix what is heard in one scene.
struct SceneMixer {
  var film: FilmBuilder
  var timeline: Timeline

  /// - Returns: `nil` for a scene in which nothing is heard.
  func mix(_ scene: Int) -> (node: NodeID, samples: Int)? {
    let content = film.scenes[scene]
    let slot = timeline.slots[scene]
    let samples = film.clock.sample(ofFrame: slot.length)
    var inputs = InputList()
    let elements =
      voice(content, samples: samples, inputs: &inputs)
      + clips(content, slot: slot, inputs: &inputs)
      + overlays(content, slot: slot, inputs: &inputs)
    guard !elements.isEmpty else { return nil }
    let node = film.builder.add(
      SceneMixParameters(samples: samples, elements: elements), inputs: inputs.inputs,
      label: "\(film.label)\(content.label)/mix")
    return (node, samples)
  }

  /// When speech is heard in a scene, in samples of the film.
  func spokenIntervals(_ scene: Int) -> [Range<Int>] {
    let content = film.scenes[scene]
    let slot = timeline.slots[scene]
    let start = film.clock.sample(ofFrame: slot.start)
    let end = film.clock.sample(ofFrame: slot.start + slot.length)
    return voiceElements(content).map { element in
      min(start + element.start, end)..<min(start + element.start + element.samples, end)
    }
  }

  // MARK: Speech

  private struct VoiceElement {
    var node: NodeID
    var start: Int
    var samples: Int
  }

  private func voiceElements(_ content: SceneContent) -> [VoiceElement] {
    var position = SampleClock.samples(film.padding.before)
    switch content.voice {
    case .none, .pending: return []
    case .recording(let sound, let samples):
      return [VoiceElement(node: sound, start: position, samples: samples)]
    case .sentences(let sentences):
      return sentences.map { sentence in
        defer { position += sentence.timing.samples + film.gap }
        return VoiceElement(
          node: sentence.node, start: position, samples: sentence.timing.samples)
      }
    }
  }

  private func voice(
    _ content: SceneContent, samples: Int, inputs: inout InputList
  ) -> [SoundElement] {
    let volume = film.recipe.narration.volume
    let voice = voiceElements(content)
    if let last = voice.last, last.start + last.samples > samples {
      let missing = Double(last.start + last.samples - samples) / Double(SampleClock.rate)
      film.builder.report(
        Diagnostic(
          "the scene's duration cuts its speech by \((missing * 10).rounded(.up) / 10) s",
          at: content.scene.duration?.mark ?? content.scene.mark, severity: .warning))
    }
    guard !volume.isSilent else { return [] }
    return voice.filter { $0.start < samples }.map { element in
      let length = min(element.samples, samples - element.start)
      return SoundElement(
        input: inputs.number("sound", .output(of: element.node, name: "sound")),
        start: element.start, length: length, gain: volume.gain,
        fadeOut: length < element.samples ? min(Fade.cut, length) : 0)
    }
  }

  // MARK: Sound of clips and overlays

  private func clips(
    _ content: SceneContent, slot: Timeline.Slot, inputs: inout InputList
  ) -> [SoundElement] {
    let rate = film.output.frameRate
    let schedule = ClipSchedule(content: content, length: slot.length, frameRate: rate)
    return schedule.parts.flatMap { part -> [SoundElement] in
      let clip = content.clips[part.clip]
      guard let sound = sound(clip.media, clip.played(atFrameRate: rate), clip.clip.volume, content)
      else { return [] }
      let start = film.clock.sample(ofFrame: part.frames.lowerBound)
      let isFirst = part.frames.lowerBound == 0
      let isLast = part.frames.upperBound == slot.length
      return sound.elements(
        start: start, length: film.clock.sample(ofFrame: part.frames.upperBound) - start,
        fadeIn: isFirst ? film.clock.sample(ofFrame: slot.overlapIn) : 0,
        fadeOut: isLast ? film.clock.sample(ofFrame: slot.overlapOut) : 0, inputs: &inputs)
    }
  }

  private func overlays(
    _ content: SceneContent, slot: Timeline.Slot, inputs: inout InputList
  ) -> [SoundElement] {
    content.overlays.flatMap { overlay -> [SoundElement] in
      guard case .media(let media) = overlay.overlay.content else { return [] }
      let layout = OverlayLayout(film: film, overlay: overlay, length: slot.length)
      let shown = layout.shown
      guard let sound = sound(overlay.media, layout.played, media.volume, content), !shown.isEmpty
      else { return [] }
      let start = film.clock.sample(ofFrame: shown.lowerBound)
      func samples(_ frames: Int?) -> Int { frames.map(film.clock.sample(ofFrame:)) ?? 0 }
      return sound.elements(
        start: start, length: film.clock.sample(ofFrame: shown.upperBound) - start,
        fadeIn: samples(layout.entrance?.frames), fadeOut: samples(layout.exit?.frames),
        inputs: &inputs)
    }
  }

  private func sound(
    _ media: SceneClip.Media?, _ played: PlayedMedia?, _ volume: Volume, _ content: SceneContent
  ) -> PlayedSound? {
    guard let media, let played, played.isMoving, media.description.sound != nil,
      !volume.isSilent
    else { return nil }
    return PlayedSound(
      film: film, played: played, source: media.source, gain: volume.gain, label: content.label)
  }
}
