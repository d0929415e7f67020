import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Describes what some frames of a scene show, with only what shows in them.
struct ShotBuilder {
  var film: FilmBuilder
  var content: SceneContent
  /// The scene's length in frames.
  var length: Int

  /// - Parameters:
  ///   - frames: Frames of the scene.
  ///   - inputs: Takes the files and artifacts that the shot needs.
  func shot(_ frames: Range<Int>, inputs: inout InputList) -> Shot {
    let parts = ClipSchedule(content: content, length: length, frameRate: film.output.frameRate)
      .parts
    var shown: [Shot.Part] = []
    for part in parts where part.frames.overlaps(frames) {
      shown.append(shotPart(part, from: frames.lowerBound, inputs: &inputs))
    }
    return Shot(parts: shown, overlays: overlays(frames, inputs: &inputs))
  }

  private func shotPart(
    _ part: ClipSchedule.Part, from first: Int, inputs: inout InputList
  ) -> Shot.Part {
    let clip = content.clips[part.clip]
    // What of the part has passed before the first frame.
    let passed = max(first - part.frames.lowerBound, 0)
    let motion = self.motion(of: clip, over: part.frames.count, passed: passed)
    return Shot.Part(
      start: max(part.frames.lowerBound - first, 0),
      source: source(of: clip, motion: motion, passed: passed, inputs: &inputs),
      fit: clip.clip.fit, motion: motion)
  }

  private func motion(of clip: SceneClip, over frames: Int, passed: Int) -> Motion? {
    if case .color = clip.clip.source { return nil }
    let isVideo = clip.media?.description.kind == .video
    guard !(isVideo && content.scene.effectIsDefault),
      let (from, to) = EffectMotion.rectangles(of: content.scene.effect)
    else { return nil }
    return Motion(from: from, to: to, offset: passed, length: max(frames, 1))
  }

  private func source(
    of clip: SceneClip, motion: Motion?, passed: Int, inputs: inout InputList
  ) -> PictureSource {
    switch clip.clip.source {
    case .color(let color): return .color(color)
    case .gradient(let colors, let angle):
      // CSS counts clockwise from "upwards", the stage from "downwards" the other way round.
      let degrees = (180 - angle.rounded) % 360
      return .gradient(colors: colors, degrees: degrees < 0 ? degrees + 360 : degrees)
    case .media(let source):
      guard let media = clip.media else { preconditionFailure("a clip that is not known yet") }
      if media.description.kind == .video {
        let number = inputs.number("clip", media.source)
        let index = inputs.number("index", .output(of: media.probe, name: "index"))
        precondition(number == index, "a frame index for each clip")
        return .video(input: number, play: playback(of: clip, passed: passed))
      }
      let picture = still(media: media, text: source.text, motion: motion)
      return .still(input: inputs.number("picture", .output(of: picture, name: "picture")))
    }
  }

  private func playback(of clip: SceneClip, passed: Int) -> PictureSource.Playback {
    let rate = film.output.frameRate
    let from = clip.clip.trim?.from.value.seconds(atFrameRate: rate) ?? .zero
    return PictureSource.Playback(
      start: from + Rational(passed) / rate,
      end: clip.clip.trim?.to?.value.seconds(atFrameRate: rate))
  }

  /// The node that decodes a still, as large as the closest view of it needs.
  private func still(media: SceneClip.Media, text: String, motion: Motion?) -> NodeID {
    var part = Rational(1)
    if let motion {
      part = [motion.from, motion.to].flatMap { [$0.width, $0.height] }.min() ?? part
    }
    // Past a certain closeness the file's own pixels show anyway.
    part = max(part, Rational(1, 4))
    let canvas = film.canvas
    let size = PictureParameters.Size.covering(
      width: (Rational(canvas.width) / part).ceiling,
      height: (Rational(canvas.height) / part).ceiling,
      minimumWidth: canvas.width, minimumHeight: canvas.height)
    return film.builder.add(
      PictureParameters(size: size, resampling: film.settings.resampling),
      inputs: [Node.Input("image", media.source)],
      label: "\(film.label)\(content.label)/picture:\(text)")
  }

  // MARK: Overlays

  private func overlays(_ frames: Range<Int>, inputs: inout InputList) -> [StageCatalog.Overlay] {
    var overlays: [StageCatalog.Overlay] = []
    if let title = TitleLayout.overlay(
      of: content.scene.title, length: frames.count, film: film, inputs: &inputs)
    {
      overlays.append(title)
    }
    overlays += content.scene.overlays.compactMap { overlay(of: $0, frames, inputs: &inputs) }
    return overlays
  }

  private func overlay(
    of overlay: RecipeLanguage.Overlay, _ frames: Range<Int>, inputs: inout InputList
  ) -> StageCatalog.Overlay? {
    let rate = film.output.frameRate
    let start = overlay.start?.value.frames(atFrameRate: rate) ?? 0
    let end = min(overlay.end?.value.frames(atFrameRate: rate) ?? length, length)
    guard max(start, frames.lowerBound) < min(end, frames.upperBound) else { return nil }
    let content: StageCatalog.Overlay.Content
    switch overlay.content {
    case .image(let source, let width):
      let pixels = max((width * Rational(film.canvas.width)).rounded, 1)
      let picture = film.builder.add(
        PictureParameters(size: .width(pixels), resampling: film.settings.resampling),
        inputs: [Node.Input("image", film.stages.source(of: source))],
        label: "\(film.label)\(self.content.label)/picture:\(source.text)")
      content = .picture(
        input: inputs.number("picture", .output(of: picture, name: "picture")))
    case .text(let text):
      content = film.content(
        of: text, anchor: overlay.position, margin: Rational(5, 100), inputs: &inputs)
    }
    return StageCatalog.Overlay(
      content: content, anchor: overlay.position, opacity: overlay.opacity,
      start: max(start - frames.lowerBound, 0), end: min(end, frames.upperBound) - frames.lowerBound
    )
  }
}
