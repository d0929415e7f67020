import FilmVocabulary
public import StageCatalog

/// Turns a segment's captions into a script for the text renderer.
public enum CaptionScript {
  /// - Parameters:
  ///   - frames: Length of the segment; what lies outside is left out.
  /// - Returns: A script on ``ScriptClock``'s time, whose sizes are pixels of the canvas.
  ///
  /// Lines break only where the cues say so. With highlighting a cue is one event for each word
  /// that is spoken in turn; all words carry a colour of their own in every one of them, so that
  /// shaping, and with it every glyph's place, is the same.
  public static func script(for track: CaptionTrack, canvas: Canvas, frames: Int) -> String {
    var document = ScriptDocument(canvas: canvas, wrapping: .explicit)
    let style = document.addStyle(track.style, anchor: track.anchor)
    for cue in track.cues {
      let shown = max(0, cue.start)..<max(0, cue.start, min(frames, cue.end))
      guard !shown.isEmpty else { continue }
      let place = Place(of: cue, in: track, document: document)
      let states =
        track.highlight == nil ? [State(frames: shown, word: nil)] : states(of: cue, in: shown)
      for state in states {
        document.addEvent(
          layer: cue.raise, start: state.frames.lowerBound, end: state.frames.upperBound,
          style: style, margin: place.margin,
          text: place.override + text(of: cue, in: track, spoken: state.word))
      }
    }
    return document.text
  }

  /// Where a cue stands, if not where the style says.
  ///
  /// Cues that show together have a layer for each height, so that the renderer never moves one
  /// out of another's way: which one would give way depends on where a segment begins.
  private struct Place {
    var override = ""
    var margin = 0

    init(of cue: CaptionTrack.Cue, in track: CaptionTrack, document: ScriptDocument) {
      let (width, height) = (Rational(document.canvas.width), Rational(document.canvas.height))
      let anchor = cue.placement?.anchor ?? track.anchor
      let raise = Rational(cue.raise) * track.style.size * height
      if anchor != track.anchor { override = "\\an\(document.alignment(anchor))" }
      let isMiddle = [.left, .center, .right].contains(anchor)
      if cue.placement?.x != nil || cue.placement?.y != nil || (isMiddle && cue.raise > 0) {
        let margin = track.style.margin * height
        let x: Rational
        switch anchor {
        case .topLeft, .left, .bottomLeft: x = margin
        case .top, .center, .bottom: x = width / Rational(2)
        case .topRight, .right, .bottomRight: x = width - margin
        }
        var y: Rational
        switch anchor {
        case .topLeft, .top, .topRight: y = margin
        case .left, .center, .right: y = height / Rational(2)
        case .bottomLeft, .bottom, .bottomRight: y = height - margin
        }
        y = cue.placement?.y.map { $0 * height } ?? y
        switch anchor {
        case .bottomLeft, .bottom, .bottomRight: y = y - raise
        default: y = y + raise
        }
        let left = cue.placement?.x.map { $0 * width } ?? x
        override += "\\pos(\(document.pixels(left)),\(document.pixels(y)))"
      } else if cue.raise > 0 {
        margin = (track.style.margin * height + raise).rounded
      }
      if !override.isEmpty { override = "{" + override + "}" }
    }
  }

  /// Frames in which the same word is spoken; no word before the first one's start.
  private struct State {
    var frames: Range<Int>
    var word: Int?
  }

  private static func states(of cue: CaptionTrack.Cue, in shown: Range<Int>) -> [State] {
    let starts = cue.lines.flatMap { line in
      line.words.enumerated().filter { $0.offset == 0 || !$0.element.joinsPrevious }
        .map(\.element.start)
    }
    var states: [State] = []
    var from = shown.lowerBound
    var word: Int?
    for (index, start) in starts.enumerated() {
      let border = min(start, shown.upperBound)
      if border > from {
        states.append(State(frames: from..<border, word: word))
        from = border
      }
      if start >= shown.upperBound { break }
      word = index
    }
    if from < shown.upperBound {
      states.append(State(frames: from..<shown.upperBound, word: word))
    }
    return states
  }

  /// The words with their markup. With highlighting every one of them has a colour of its own.
  private static func text(
    of cue: CaptionTrack.Cue, in track: CaptionTrack, spoken: Int?
  ) -> String {
    var text = ""
    var markup = TextMarkup.plain
    // Words are counted with what joins them.
    var index = -1
    for (number, line) in cue.lines.enumerated() {
      if number > 0 { text += "\\N" }
      for (place, word) in line.words.enumerated() {
        let isJoined = place > 0 && word.joinsPrevious
        if !isJoined { index += 1 }
        if place > 0, !isJoined { text += " " }
        text += ScriptText.faces(from: markup, to: word.markup, isBold: track.style.bold)
        let color = word.markup.color ?? track.style.color
        if let highlight = track.highlight {
          text += ScriptText.fill(index == spoken ? highlight : color)
        } else if word.markup.color != markup.color {
          text += ScriptText.fill(color)
        }
        text += ScriptText.escape(word.text)
        markup = word.markup
      }
    }
    return text
  }
}
