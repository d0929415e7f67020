import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the nodes that render a film's pieces.
struct PictureBuilder {
  var film: FilmBuilder
  var timeline: Timeline
  /// Cues of each scene, in samples from its start.
  var captions: [[CaptionLayout.Cue]]

  func segment(_ piece: Timeline.Piece) -> NodeID {
    var inputs = InputList()
    let spans: [SegmentParameters.Span]
    let label: String
    var cues: [CaptionTrack.Cue] = []
    switch piece {
    case .body(let scene, let frames), .edge(let scene, let frames):
      spans = [span(scene, frames, inputs: &inputs)]
      cues = track(scene, frames, at: 0)
      label = "\(film.scenes[scene].label)/" + name(of: piece)
    case .join(let scene, let outgoing, let incoming, let overlap):
      spans = join(scene, outgoing, incoming, overlap: overlap, inputs: &inputs)
      cues =
        track(scene, outgoing, at: 0)
        + track(scene + 1, incoming, at: outgoing.count - overlap)
      label =
        "\(film.scenes[scene].label)+\(film.scenes[scene + 1].label)/" + name(of: piece)
    }
    let captions = captionTrack(cues: cues, inputs: &inputs)
    return film.builder.add(
      SegmentParameters(
        canvas: film.canvas, spans: spans, captions: captions,
        resampling: film.settings.resampling, motionSampling: film.settings.motionSampling,
        encoding: film.settings.encoding(film.output.videoCodec)),
      inputs: inputs.inputs, label: film.label + label)
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
  private var isHighlighted: Bool { film.recipe.subtitles.style.highlight == .word }

  /// The cues that show in some frames of a scene, placed in a segment.
  ///
  /// - Parameter offset: The segment's frame that is the first of `frames`.
  private func track(_ scene: Int, _ frames: Range<Int>, at offset: Int) -> [CaptionTrack.Cue] {
    guard isBurned else { return [] }
    let base = offset - frames.lowerBound
    return captions[scene].compactMap { cue in
      let start = max(film.clock.frame(ofSample: cue.start), frames.lowerBound)
      let end = min(film.clock.frame(ofSample: cue.end), frames.upperBound)
      guard start < end else { return nil }
      let lines = cue.lines.map { line in
        CaptionTrack.Line(
          words: line.map { word in
            CaptionTrack.Word(text: word.text, start: highlightStart(word, base, start...end))
          })
      }
      return CaptionTrack.Cue(start: start + base, end: end + base, lines: lines)
    }
  }

  /// Times outside what shows make no difference, so they are all the same: a word that moves
  /// there must not change the segment's key.
  private func highlightStart(
    _ word: CaptionLayout.Word, _ base: Int, _ shown: ClosedRange<Int>
  ) -> Int {
    guard isHighlighted else { return 0 }
    let frame = film.clock.frame(ofSample: word.start)
    return min(max(frame, shown.lowerBound), shown.upperBound) + base
  }

  private func captionTrack(
    cues: [CaptionTrack.Cue], inputs: inout InputList
  ) -> CaptionTrack? {
    guard !cues.isEmpty else { return nil }
    let style = film.recipe.subtitles.style
    let text = TextStyle(
      font: style.font?.value ?? SubtitleStyle.defaultFont, bold: style.isBold, size: style.size,
      color: style.color, outlineColor: style.outlineColor, outline: style.outline * style.size,
      box: nil, margin: style.margin)
    let anchor: Anchor
    switch style.position {
    case .bottom: anchor = .bottom
    case .top: anchor = .top
    case .center: anchor = .center
    }
    let resolved = film.resolveFont(
      of: text, at: style.font?.mark ?? film.output.mark, inputs: &inputs)
    return CaptionTrack(
      style: resolved, anchor: anchor, highlight: isHighlighted ? style.highlightColor : nil,
      cues: cues)
  }
}
