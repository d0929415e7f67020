import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the node of a film's thumbnail.
struct ThumbnailBuilder {
  var film: FilmBuilder
  var timeline: Timeline
  /// One for each of the timeline's pieces.
  var segments: [NodeID]

  /// - Returns: `nil` if the film has none, or if its place is wrong, which is reported.
  func target() -> BuildPlan.Target? {
    guard let thumbnail, !segments.isEmpty else { return nil }
    let lengths = timeline.pieces.map(\.frames)
    var chosen = lengths.indices.map { $0 }
    var frame: Int?
    if let wanted = self.frame(of: thumbnail) {
      guard wanted < timeline.frames else {
        film.builder.report(
          Diagnostic(
            "the film ends before this, after \(timeline.frames) frames", at: thumbnail.place.mark))
        return nil
      }
      // One picture needs one segment.
      var base = 0
      let index = lengths.firstIndex { length in
        base += length
        return wanted < base
      }!
      chosen = [index]
      frame = wanted - (base - lengths[index])
    }
    var inputs = InputList()
    for index in chosen {
      _ = inputs.number("video", .output(of: segments[index], name: "packets"))
    }
    let overlays = overlays(of: thumbnail, inputs: &inputs)
    let path = thumbnail.path?.value.resolved ?? film.output.path.value.resolved.withEnding("jpg")
    let node = film.builder.add(
      ThumbnailParameters(
        canvas: film.canvas, segments: chosen.map { lengths[$0] }, frame: frame,
        cuts: frame == nil ? cuts : [], overlays: overlays,
        format: path.hasSuffix(".png") ? .png : .jpg),
      inputs: inputs.inputs, label: film.label + "thumbnail")
    return BuildPlan.Target(node: node, output: "picture", path: path)
  }

  private var thumbnail: Thumbnail? {
    switch film.output.thumbnail {
    case .inherited: film.recipe.thumbnail
    case .none: nil
    case .own(let thumbnail): thumbnail
    }
  }

  /// The film's frame; `nil` for the one that looks best.
  private func frame(of thumbnail: Thumbnail) -> Int? {
    switch thumbnail.place.value {
    case .automatic: nil
    case .time(let time): time.frames(atFrameRate: film.output.frameRate)
    case .fraction(let fraction):
      min((fraction * Rational(timeline.frames)).floor, timeline.frames - 1)
    }
  }

  /// The middles of all changes of scene.
  private var cuts: [Int] {
    timeline.slots.dropFirst().map { $0.start + $0.overlapIn / 2 }
  }

  private func overlays(
    of thumbnail: Thumbnail, inputs: inout InputList
  ) -> [StageCatalog.Overlay] {
    guard let text = thumbnail.text else { return [] }
    guard var overlay = TitleLayout.overlay(of: .plain(text), length: 1, canvas: film.canvas),
      case .text(let words, let style) = overlay.content
    else { return [] }
    overlay.content = .text(
      words, style: film.resolveFont(of: style, at: text.mark, inputs: &inputs))
    return [overlay]
  }
}
