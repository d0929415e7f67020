internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// The captions of a segment, each set once: the light moves from word to word without moving a
/// letter.
final class CaptionFrames: TextFrames {
  private struct Cue {
    var frames: Range<Int>
    /// The frame from which each word is the spoken one.
    var starts: [Int]
    var placed: TextSetter.Placed
  }

  /// What shows: cues by number, with the word that is spoken.
  private struct State: Hashable {
    var cue: Int
    var word: Int?
  }

  private let setter: TextSetter
  private let track: CaptionTrack
  private var cues: [Cue] = []
  private var drawn: [Int: DrawnText] = [:]
  private var shown: [State]?
  private var last: (bitmaps: [TextBitmap], emoji: [ColorBitmap]) = ([], [])

  /// Everything is set here, so that what cannot be set fails before the first frame.
  ///
  /// - Parameter frames: Length of the segment; what lies outside is left out.
  init(_ track: CaptionTrack, frames: Int, setter: TextSetter) throws {
    self.setter = setter
    self.track = track
    for cue in track.cues {
      let shown = max(0, cue.start)..<max(0, cue.start, min(frames, cue.end))
      guard !shown.isEmpty else { continue }
      let block = try setter.block(
        [try Self.paragraph(cue, in: track, setter: setter)], style: Self.style(of: cue, in: track),
        lines: track.lineLimit)
      cues.append(
        Cue(
          frames: shown, starts: Self.words(of: cue).map(\.start),
          placed: Self.place(block, of: cue, in: track, setter: setter)))
    }
  }

  func frame(_ frame: Int) -> (bitmaps: [TextBitmap], emoji: [ColorBitmap], isChanged: Bool) {
    var states: [State] = []
    for (index, cue) in cues.enumerated() where cue.frames.contains(frame) {
      let word = track.highlight == nil ? nil : cue.starts.lastIndex { $0 <= frame }
      states.append(State(cue: index, word: word))
    }
    guard states != shown else { return (last.bitmaps, last.emoji, false) }
    shown = states
    last = ([], [])
    for number in drawn.keys where !states.contains(where: { $0.cue == number }) {
      drawn[number] = nil
    }
    for state in states {
      let text = drawn[state.cue] ?? setter.draw(cues[state.cue].placed)
      drawn[state.cue] = text
      let highlight = state.word.flatMap { word in
        track.highlight.map {
          DrawnText.Highlight(word: word, color: $0, isBox: track.highlightsBox)
        }
      }
      last.bitmaps += text.bitmaps(highlight: highlight)
      last.emoji += text.emoji()
    }
    return (last.bitmaps, last.emoji, true)
  }

  // MARK: Setting

  /// Words that begin one: what joins a word belongs to it.
  private static func words(of cue: CaptionTrack.Cue) -> [CaptionTrack.Word] {
    cue.lines.flatMap { line in
      line.words.enumerated().filter { $0.offset == 0 || !$0.element.joinsPrevious }.map(\.element)
    }
  }

  private static func paragraph(
    _ cue: CaptionTrack.Cue, in track: CaptionTrack, setter: TextSetter
  ) throws -> TextParagraph {
    var paragraph = try setter.paragraph(TextPiece(""), style: track.style)
    paragraph.spans = []
    var number = -1
    for (index, line) in cue.lines.enumerated() {
      for (place, word) in line.words.enumerated() {
        let joins = place > 0 && word.joinsPrevious
        if !joins { number += 1 }
        let isLast = place + 1 == line.words.count
        let follows = isLast ? nil : line.words[place + 1]
        // Where a line ends, the space stands in case that the lines are broken anew.
        let nextLine = index + 1 < cue.lines.count ? cue.lines[index + 1].words.first : nil
        let needsSpace =
          isLast
          ? (nextLine.map { !$0.isUnspaced } ?? false)
          : (follows.map { !$0.joinsPrevious && !$0.isUnspaced } ?? false)
        func mark(_ span: inout TextParagraph.Span, _ markup: TextMarkup) {
          span.color = markup.color
          span.isUnderlined = markup.isUnderlined
          span.isStruck = markup.isStruck
        }
        paragraph.spans += try setter.spans(word.text, fonts: word.fonts, style: track.style) {
          mark(&$0, word.markup)
          $0.word = number
        }
        // The space belongs to no word, and is never as wide as an emoji. Lines under words go on
        // below it if both words have one.
        if needsSpace {
          let common = word.markup.common(with: (follows ?? nextLine)?.markup ?? .plain)
          paragraph.spans += try setter.spans(" ", fonts: [], style: track.style) {
            mark(&$0, common)
            $0.word = -1
          }
        }
        if isLast, nextLine != nil { paragraph.spans[paragraph.spans.count - 1].endsLine = true }
      }
    }
    return paragraph
  }

  private static func style(of cue: CaptionTrack.Cue, in track: CaptionTrack) -> TextStyle {
    var style = track.style
    // A cue that is moved to a side reads from there.
    if let anchor = cue.placement?.anchor, anchor.column != .center {
      style.alignment = anchor.column
    }
    return style
  }

  private static func place(
    _ block: TextBlock, of cue: CaptionTrack.Cue, in track: CaptionTrack, setter: TextSetter
  ) -> TextSetter.Placed {
    let anchor = cue.placement?.anchor ?? track.anchor
    var placed = setter.place(block, anchor: anchor, style: track.style)
    let canvas = setter.canvas
    let (width, height) = ((block.width + 63) / 64, (block.height + 63) / 64)
    if let x = cue.placement?.x {
      let place = (x * Rational(canvas.width)).rounded
      switch anchor.column {
      case .left: placed.x = place
      case .center: placed.x = place - width / 2
      case .right: placed.x = place - width
      }
    }
    if let y = cue.placement?.y {
      let place = (y * Rational(canvas.height)).rounded
      switch anchor.row {
      case .left: placed.y = place
      case .center: placed.y = place - height / 2
      case .right: placed.y = place - height
      }
    }
    if cue.raise > 0 {
      let lines = (block.height * cue.raise / max(block.lineCount, 1) + 32) / 64
      placed.y += anchor.row == .right ? -lines : lines
    }
    // Wherever a file puts it, all of it stays in the frame.
    let side = min(setter.pixels(track.style.sideMargin), max(canvas.width - width, 0) / 2)
    let margin = min(setter.pixels(track.style.margin), max(canvas.height - height, 0) / 2)
    placed.x = min(max(placed.x, side), max(canvas.width - side - width, side))
    placed.y = min(max(placed.y, margin), max(canvas.height - margin - height, margin))
    return placed
  }
}
