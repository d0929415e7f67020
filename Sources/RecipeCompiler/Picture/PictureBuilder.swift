import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the nodes that render a film's pieces.
struct PictureBuilder {
  var film: FilmBuilder
  var timeline: Timeline
  /// In order of their starts.
  var captions: [FilmCaption]
  /// The look that a script gives them; `nil` for the recipe's.
  var ownLook: OwnLook?

  func segment(_ piece: Timeline.Piece) -> NodeID {
    var inputs = InputList()
    let spans: [SegmentParameters.Span]
    let label: String
    switch piece {
    case .body(let scene, let frames), .edge(let scene, let frames):
      spans = [span(scene, frames, inputs: &inputs)]
      label = "\(film.scenes[scene].label)/" + name(of: piece)
    case .join(let scene, let outgoing, let incoming, let overlap):
      spans = join(scene, outgoing, incoming, overlap: overlap, inputs: &inputs)
      label =
        "\(film.scenes[scene].label)+\(film.scenes[scene + 1].label)/" + name(of: piece)
    }
    let frames = frames(of: piece)
    let marks = watermarks(frames, inputs: &inputs)
    let captions = captionTrack(cues: cues(in: frames), inputs: &inputs)
    let script = ownLook?.track(frames, inputs: &inputs)
    return film.builder.add(
      SegmentParameters(
        canvas: film.canvas, spans: spans, watermarks: marks, captions: captions, script: script,
        resampling: film.settings.resampling, motionSampling: film.settings.motionSampling,
        encoding: film.settings.encoding(film.output.videoCodec)),
      inputs: inputs.inputs, label: film.label + label)
  }

  /// The watermark in some frames of the film: where it is in its course for one that moves, and
  /// the same wherever they lie for one that stands.
  private func watermarks(
    _ frames: Range<Int>, inputs: inout InputList
  ) -> [StageCatalog.Overlay] {
    guard let watermark = film.watermark else { return [] }
    return OverlayLayout(film: film, overlay: watermark, length: timeline.frames)
      .overlays(frames, label: "watermark", inputs: &inputs)
  }

  /// A name within the scene, for people.
  private func name(of piece: Timeline.Piece) -> String {
    switch piece {
    case .body(_, let frames): "body.\(frames.lowerBound)"
    case .edge(_, let frames): frames.lowerBound == 0 ? "head" : "tail"
    case .join: "join"
    }
  }

  private func join(
    _ scene: Int, _ outgoing: Range<Int>, _ incoming: Range<Int>, overlap: Int,
    inputs: inout InputList
  ) -> [SegmentParameters.Span] {
    let blendStart = outgoing.upperBound - overlap
    var spans: [SegmentParameters.Span] = []
    if blendStart > outgoing.lowerBound {
      spans.append(span(scene, outgoing.lowerBound..<blendStart, inputs: &inputs))
    }
    var blend = span(scene, blendStart..<outgoing.upperBound, inputs: &inputs)
    let transition = film.scenes[scene].scene.transition
    blend.blend = SegmentParameters.Blend(
      transition: transition?.kind.value ?? .fade, easing: transition?.easing ?? .linear,
      shot: shots(scene + 1).shot(
        incoming.lowerBound..<incoming.lowerBound + overlap, inputs: &inputs))
    spans.append(blend)
    if incoming.count > overlap {
      spans.append(
        span(scene + 1, incoming.lowerBound + overlap..<incoming.upperBound, inputs: &inputs))
    }
    return spans
  }

  private func span(
    _ scene: Int, _ frames: Range<Int>, inputs: inout InputList
  ) -> SegmentParameters.Span {
    SegmentParameters.Span(
      frames: frames.count, shot: shots(scene).shot(frames, inputs: &inputs), blend: nil)
  }

  private func shots(_ scene: Int) -> ShotBuilder {
    ShotBuilder(
      film: film, content: film.scenes[scene], length: timeline.slots[scene].length)
  }

  // MARK: Captions

  private var isBurned: Bool { film.recipe.subtitles.modes.contains(.burn) }
  private var isHighlighted: Bool { film.recipe.subtitles.style.highlight != .none }

  /// The film's frames that a piece holds.
  private func frames(of piece: Timeline.Piece) -> Range<Int> {
    let first =
      switch piece {
      case .body(let scene, let frames), .edge(let scene, let frames):
        timeline.slots[scene].start + frames.lowerBound
      case .join(let scene, let outgoing, _, _):
        timeline.slots[scene].start + outgoing.lowerBound
      }
    return first..<first + piece.frames
  }

  /// The cues that show in some frames of the film, placed in a segment of just these.
  private func cues(in frames: Range<Int>) -> [CaptionTrack.Cue] {
    guard isBurned, ownLook == nil else { return [] }
    return captions.compactMap { caption in
      let start = max(caption.frames.lowerBound, frames.lowerBound)
      let end = min(caption.frames.upperBound, frames.upperBound)
      guard start < end else { return nil }
      let lines = caption.lines.map { line in
        CaptionTrack.Line(
          words: line.map { word in
            // Times outside what shows make no difference, so they are all the same: a word that
            // moves there must not change the segment's key.
            let spoken = min(max(word.frame, start), end) - frames.lowerBound
            return CaptionTrack.Word(
              text: word.text, start: isHighlighted ? spoken : 0, markup: word.markup,
              joinsPrevious: word.joinsPrevious, isUnspaced: word.isUnspaced)
          })
      }
      return CaptionTrack.Cue(
        start: start - frames.lowerBound, end: end - frames.lowerBound, lines: lines,
        placement: caption.caption.placement, raise: caption.raise)
    }
  }

  private func captionTrack(
    cues: [CaptionTrack.Cue], inputs: inout InputList
  ) -> CaptionTrack? {
    guard !cues.isEmpty else { return nil }
    let style = film.recipe.subtitles.style
    var cues = cues
    let font = film.font(
      of: film.fonts(of: style.look), look: style.look, at: film.output.mark, inputs: &inputs)
    var text = ""
    for cue in cues.indices {
      for line in cues[cue].lines.indices {
        for word in cues[cue].lines[line].words.indices {
          let shown = cues[cue].lines[line].words[word]
          let piece = film.piece(
            film.shown(shown.text, look: style.look),
            fonts: film.fonts(of: style.look, markup: shown.markup), own: font,
            at: nil, inputs: &inputs)
          cues[cue].lines[line].words[word].text = piece.text
          cues[cue].lines[line].words[word].fonts = piece.fonts
          text += piece.text
        }
      }
    }
    let margins = CaptionMargins(style: style, canvas: film.canvas)
    return CaptionTrack(
      style: film.style(
        of: style.look, font: font, size: style.size, color: style.color,
        outline: SubtitleStyle.defaultOutline, anchor: style.position, margin: margins.vertical,
        sideMargin: margins.horizontal, text: text),
      anchor: style.position, highlight: isHighlighted ? style.highlightColor : nil,
      highlightsBox: style.highlight == .box, lineLimit: style.maxLines, cues: cues)
  }
}
