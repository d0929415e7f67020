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
      guard let highlight = track.highlight else {
        document.addEvent(
          layer: 0, start: shown.lowerBound, end: shown.upperBound, style: style,
          text: plain(cue))
        continue
      }
      for state in states(of: cue, in: shown) {
        document.addEvent(
          layer: 0, start: state.frames.lowerBound, end: state.frames.upperBound, style: style,
          text: colored(cue, spoken: state.word, highlight: highlight, other: track.style.color))
      }
    }
    return document.text
  }

  /// Frames in which the same word is spoken; no word before the first one's start.
  private struct State {
    var frames: Range<Int>
    var word: Int?
  }

  private static func states(of cue: CaptionTrack.Cue, in shown: Range<Int>) -> [State] {
    let starts = cue.lines.flatMap(\.words).map(\.start)
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

  private static func plain(_ cue: CaptionTrack.Cue) -> String {
    cue.lines.map { line in
      line.words.map { ScriptText.escape($0.text) }.joined(separator: " ")
    }.joined(separator: "\\N")
  }

  private static func colored(
    _ cue: CaptionTrack.Cue, spoken: Int?, highlight: Color, other: Color
  ) -> String {
    var index = 0
    return cue.lines.map { line in
      line.words.map { word in
        defer { index += 1 }
        return ScriptText.fill(index == spoken ? highlight : other) + ScriptText.escape(word.text)
      }.joined(separator: " ")
    }.joined(separator: "\\N")
  }
}
