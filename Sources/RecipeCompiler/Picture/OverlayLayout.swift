import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Where and when an overlay shows.
struct OverlayLayout {
  var film: FilmBuilder
  var overlay: SceneOverlay
  /// The length in frames of what it stands over.
  var length: Int

  private var rate: Rational { film.output.frameRate }
  private var canvas: Canvas { film.canvas }

  /// The frames in which it shows.
  var shown: Range<Int> {
    let start = overlay.overlay.start?.value.frames(atFrameRate: rate) ?? 0
    let end = min(overlay.overlay.end?.value.frames(atFrameRate: rate) ?? length, length)
    return start..<max(start, end)
  }

  /// How it plays, if it is a file's picture.
  var played: PlayedMedia? {
    guard case .media(let media) = overlay.overlay.content, let file = overlay.media else {
      return nil
    }
    return PlayedMedia(
      description: file.description, trim: media.trim, retiming: media.retiming,
      loops: media.loops, frameRate: rate)
  }

  /// How it comes, from the first frame of what it stands over.
  var entrance: StageCatalog.Overlay.Move? {
    overlay.overlay.entrance.map {
      StageCatalog.Overlay.Move(name: $0.name, start: shown.lowerBound, frames: frames(of: $0))
    }
  }

  var exit: StageCatalog.Overlay.Move? {
    overlay.overlay.exit.map {
      let frames = frames(of: $0)
      return StageCatalog.Overlay.Move(
        name: $0.name, start: shown.upperBound - frames, frames: frames)
    }
  }

  /// What is too long for the overlay is shortened: both ways take half of it at most.
  private func frames(of move: RecipeLanguage.Overlay.Move) -> Int {
    let isBoth = overlay.overlay.entrance != nil && overlay.overlay.exit != nil
    let limit = isBoth ? shown.count / 2 : shown.count
    return max(1, min(move.duration.frames(atFrameRate: rate), limit))
  }

  /// The overlay in some frames of what it stands over: none if it does not show in them, several
  /// one after another if its video stands in between.
  func overlays(
    _ frames: Range<Int>, label: String, inputs: inout InputList
  ) -> [StageCatalog.Overlay] {
    let visible = shown.clamped(to: frames)
    guard !visible.isEmpty else { return [] }
    func move(_ move: StageCatalog.Overlay.Move?, in frames: Range<Int>, from first: Int)
      -> StageCatalog.Overlay.Move?
    {
      guard var move, move.start < frames.upperBound, move.start + move.frames > frames.lowerBound
      else { return nil }
      move.start -= first
      return move
    }
    var anchor = Anchor.center
    var point: UnitPoint?
    switch overlay.overlay.position {
    case .anchor(let name): anchor = name
    case .point(let place): point = place
    }
    return contents(visible, label: label, inputs: &inputs).map { part in
      StageCatalog.Overlay(
        content: part.content, anchor: anchor, point: point, margin: margin,
        opacity: overlay.overlay.opacity, start: part.frames.lowerBound - frames.lowerBound,
        end: part.frames.upperBound - frames.lowerBound,
        entrance: move(entrance, in: part.frames, from: frames.lowerBound),
        exit: move(exit, in: part.frames, from: frames.lowerBound))
    }
  }

  /// Texts at an anchor have their style's.
  private var margin: Rational {
    switch (overlay.overlay.content, overlay.overlay.position) {
    case (.text, .anchor): .zero
    case (.media, .anchor): overlay.overlay.margin ?? Rational(4, 100)
    case (_, .point): overlay.overlay.margin ?? .zero
    }
  }

  /// - Parameter visible: The frames in which it is to be seen.
  private func contents(
    _ visible: Range<Int>, label: String, inputs: inout InputList
  ) -> [(frames: Range<Int>, content: StageCatalog.Overlay.Content)] {
    switch overlay.overlay.content {
    case .text(let text):
      var anchor = Anchor.center
      if case .anchor(let name) = overlay.overlay.position { anchor = name }
      let content = film.content(
        of: text, anchor: anchor, margin: overlay.overlay.margin ?? Rational(5, 100),
        inputs: &inputs)
      return [(visible, content)]
    case .media(let media):
      return pictures(media, visible, label: label, inputs: &inputs).map {
        ($0.frames, .picture($0.picture))
      }
    }
  }

  private func pictures(
    _ media: OverlayMedia, _ visible: Range<Int>, label: String, inputs: inout InputList
  ) -> [(frames: Range<Int>, picture: OverlayPicture)] {
    guard let file = overlay.media, let played, let shape = file.description.video else {
      preconditionFailure("an overlay that is not known yet")
    }
    let box = self.box(media, shape: shape)
    if max(box.width, box.height) > Self.longestSide {
      film.builder.report(
        Diagnostic(
          "'\(media.source.text)' would be \(box.width) × \(box.height) pixels large here, and "
            + "no side may have more than \(Self.longestSide); make it smaller, or give it both a "
            + "'width' and a 'height'", at: overlay.overlay.mark))
      return []
    }
    func pixels(_ share: Rational) -> Int { (share * Rational(canvas.height)).rounded }
    var picture = OverlayPicture(
      source: .color(.black), width: box.width, height: box.height,
      look: film.look(media.look, label: label, inputs: &inputs), radius: pixels(media.radius),
      border: media.border.map {
        OverlayPicture.Border(width: max(1, pixels($0.width)), color: $0.color)
      })
    guard file.description.kind == .video else {
      let node = film.builder.add(
        PictureParameters(
          crop: box.crop, size: .exact(width: box.width, height: box.height),
          resampling: film.settings.resampling),
        inputs: [Node.Input("image", file.source)],
        label: "\(film.label)\(label)/picture:\(media.source.text)")
      picture.source = .still(input: inputs.number("picture", .output(of: node, name: "picture")))
      return [(visible, picture)]
    }
    picture.crop = box.crop
    let number = film.video(file, inputs: &inputs)
    let first = shown.lowerBound
    let plays = played.playback(visible.lowerBound - first..<visible.upperBound - first)
    return plays.indices.map { index in
      picture.source = .video(input: number, play: plays[index].play)
      let end = index + 1 < plays.count ? plays[index + 1].start + first : visible.upperBound
      return (plays[index].start + first..<end, picture)
    }
  }

  /// In pixels. What is longer than that is a slip in the recipe, and takes gigabytes.
  private static let longestSide = 16_384

  /// The size in pixels, and the part of the picture that fills it.
  private func box(
    _ media: OverlayMedia, shape: MediaDescription.Video
  ) -> (width: Int, height: Int, crop: UnitRectangle?) {
    let crop = media.crop ?? .full
    // Width to height of what is used.
    let aspect =
      Rational(shape.width) * crop.width / (Rational(shape.height) * crop.height)
    func pixels(_ length: Rational) -> Int { max(1, length.rounded) }
    let width = media.width.map { $0 * Rational(canvas.width) }
    let height = media.height.map { $0 * Rational(canvas.height) }
    guard let width, let height else {
      if let height { return (pixels(height * aspect), pixels(height), media.crop) }
      let wide = width ?? Rational(20, 100) * Rational(canvas.width)
      return (pixels(wide), pixels(wide / aspect), media.crop)
    }
    // The middle of the picture that has the box's shape.
    let share = width / height / aspect
    var part = crop
    if share < Rational(1) {
      part.width = crop.width * share
      part.x = crop.x + (crop.width - part.width) / Rational(2)
    } else {
      part.height = crop.height / share
      part.y = crop.y + (crop.height - part.height) / Rational(2)
    }
    return (pixels(width), pixels(height), part == .full ? nil : part)
  }
}
