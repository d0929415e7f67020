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
      shown += shotParts(part, frames, inputs: &inputs)
    }
    return Shot(parts: shown, overlays: overlays(frames, inputs: &inputs))
  }

  /// A clip's parts: one, or several if its video stands in between.
  private func shotParts(
    _ part: ClipSchedule.Part, _ frames: Range<Int>, inputs: inout InputList
  ) -> [Shot.Part] {
    let clip = content.clips[part.clip]
    let shown = part.frames.clamped(to: frames)
    let motion = self.motion(of: clip, over: part.frames.count)
    let begin = part.frames.lowerBound
    let sources = sources(
      of: clip, motion: motion, shown.lowerBound - begin..<shown.upperBound - begin,
      inputs: &inputs)
    let isVideo = clip.media?.description.kind == .video
    return sources.map { source in
      var moved = motion
      moved?.offset = source.start
      let look = film.look(clip.clip.look, label: content.label, inputs: &inputs)
      let background = background(of: clip, passed: source.start, inputs: &inputs)
      // A blurred copy would stand before the background, which is to be seen through the clip.
      let isLayer = background != nil || look?.key != nil
      let fit = clip.clip.fit == .blur && isLayer ? .contain : clip.clip.fit
      return Shot.Part(
        start: begin + source.start - frames.lowerBound, source: source.source,
        crop: isVideo ? clip.clip.crop : nil, fit: fit,
        focus: fit == .cover ? clip.clip.focus : nil, look: look, background: background,
        motion: moved)
    }
  }

  private func motion(of clip: SceneClip, over frames: Int) -> Motion? {
    if case .color = clip.clip.source { return nil }
    let isMoving = clip.played(atFrameRate: film.output.frameRate)?.isMoving ?? false
    guard !(isMoving && content.scene.effectIsDefault),
      let (from, to) = EffectMotion.rectangles(
        of: content.scene.effect, focus: focusInFrame(of: clip))
    else { return nil }
    return Motion(from: from, to: to, offset: 0, length: max(frames, 1))
  }

  /// Where in the frame a clip's focus comes to lie.
  private func focusInFrame(of clip: SceneClip) -> UnitPoint {
    guard clip.clip.fit == .cover, let focus = clip.clip.focus,
      let video = clip.media?.description.video
    else { return .center }
    let crop = clip.clip.crop ?? .full
    let shape =
      Rational(video.width) * crop.width / (Rational(video.height) * crop.height)
      / Rational(film.canvas.width, film.canvas.height)
    func place(_ focus: Rational, share: Rational) -> Rational {
      guard share < Rational(1) else { return focus }
      let start = max(.zero, min(Rational(1) - share, focus - share / Rational(2)))
      return (focus - start) / share
    }
    return UnitPoint(
      x: place(focus.x, share: Rational(1) / shape), y: place(focus.y, share: shape))
  }

  /// What a clip shows from one of its frames on, with the frame at which each source begins.
  private func sources(
    of clip: SceneClip, motion: Motion?, _ frames: Range<Int>, inputs: inout InputList
  ) -> [(start: Int, source: PictureSource)] {
    switch clip.clip.source {
    case .color, .gradient:
      return [(frames.lowerBound, film.plainSource(clip.clip.source))]
    case .media(let source):
      guard let media = clip.media, let played = clip.played(atFrameRate: film.output.frameRate)
      else { preconditionFailure("a clip that is not known yet") }
      if media.description.kind == .video {
        let number = film.video(media, inputs: &inputs)
        return played.playback(frames).map { ($0.start, .video(input: number, play: $0.play)) }
      }
      let picture = film.still(
        media, crop: clip.clip.crop, motion: motion,
        label: "\(content.label)/picture:\(source.text)")
      return [
        (
          frames.lowerBound,
          .still(input: inputs.number("picture", .output(of: picture, name: "picture")))
        )
      ]
    }
  }

  /// What shows behind a clip; `nil` where the clip hides it.
  private func background(
    of clip: SceneClip, passed: Int, inputs: inout InputList
  ) -> PictureSource? {
    guard let background = clip.clip.background,
      clip.clip.look.key != nil || clip.clip.fit == .contain
        || clip.media?.description.video?.hasAlpha ?? false
    else { return nil }
    guard case .media = clip.clip.source, case .media(let back) = background.source
    else { return film.plainSource(background.source) }
    guard let media = clip.background else { preconditionFailure("a background not known yet") }
    if media.description.kind == .video {
      let played = PlayedMedia(
        description: media.description, trim: background.trim, retiming: Retiming(), loops: true,
        frameRate: film.output.frameRate)
      let number = film.video(media, inputs: &inputs)
      return .video(input: number, play: played.playback(passed..<passed + 1)[0].play)
    }
    let picture = film.still(
      media, crop: nil, motion: nil, label: "\(content.label)/picture:\(back.text)")
    return .still(input: inputs.number("picture", .output(of: picture, name: "picture")))
  }

  // MARK: Overlays

  private func overlays(_ frames: Range<Int>, inputs: inout InputList) -> [StageCatalog.Overlay] {
    var overlays: [StageCatalog.Overlay] = []
    if let title = TitleLayout.overlay(
      of: content.scene.title, length: frames.count, film: film, inputs: &inputs)
    {
      overlays.append(title)
    }
    overlays += content.overlays.flatMap {
      OverlayLayout(film: film, overlay: $0, length: length)
        .overlays(frames, label: content.label, inputs: &inputs)
    }
    return overlays
  }
}
