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

  // MARK: Clips' own sound

  private func clips(
    _ content: SceneContent, slot: Timeline.Slot, inputs: inout InputList
  ) -> [SoundElement] {
    let rate = film.output.frameRate
    let schedule = ClipSchedule(content: content, length: slot.length, frameRate: rate)
    return schedule.parts.compactMap { part in
      let clip = content.clips[part.clip]
      guard let media = clip.media, media.description.kind == .video,
        media.description.sound != nil, !clip.clip.volume.isSilent
      else { return nil }
      let start = film.clock.sample(ofFrame: part.frames.lowerBound)
      let shown = film.clock.sample(ofFrame: part.frames.upperBound) - start
      let own = SampleClock.samples(clip.length(atFrameRate: rate) ?? .zero)
      let length = min(shown, own)
      guard length > 0 else { return nil }
      let isFirst = part.frames.lowerBound == 0
      let isLast = part.frames.upperBound == slot.length
      let fadeIn = isFirst ? film.clock.sample(ofFrame: slot.overlapIn) : 0
      let fadeOut = isLast ? film.clock.sample(ofFrame: slot.overlapOut) : 0
      let node = sound(of: clip, media: media, samples: length, label: content.label)
      return SoundElement(
        input: inputs.number("sound", .output(of: node, name: "sound")), start: start,
        length: length, gain: clip.clip.volume.gain,
        fadeIn: min(max(fadeIn, Fade.cut), length / 2),
        fadeOut: min(max(fadeOut, Fade.cut), length / 2))
    }
  }

  /// Decodes as much of a clip's sound as is heard, in steps of ten seconds, so that a scene that
  /// grows a little does not decode again.
  private func sound(
    of clip: SceneClip, media: SceneClip.Media, samples: Int, label: String
  ) -> NodeID {
    let rate = film.output.frameRate
    let from = clip.clip.trim?.from.value.seconds(atFrameRate: rate) ?? .zero
    let step = Rational(10)
    let steps = (Rational(samples, SampleClock.rate) / step).ceiling
    return film.builder.add(
      SoundParameters(
        start: from, end: from + Rational(steps) * step,
        filterLength: film.settings.soundFilterLength),
      inputs: [Node.Input("clip", media.source)], label: "\(label)/sound")
  }
}
