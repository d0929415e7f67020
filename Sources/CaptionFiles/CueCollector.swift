internal import FilmVocabulary

/// Takes cues as a parser finds them, and leaves out those that cannot be seen.
struct CueCollector {
  private(set) var cues: [CaptionDocument.Cue] = []
  private var backward: [Int] = []

  /// - Parameter line: Counted from 1.
  mutating func add(
    line: Int, start: Int, end: Int, runs: [Caption.Run], placement: CaptionPlacement?
  ) {
    guard !runs.isEmpty else { return }
    guard end > start else {
      // No time at all is how some programs switch a caption off.
      if end < start { backward.append(line) }
      return
    }
    cues.append(
      .init(
        line: line,
        caption: Caption(start: start, end: end, runs: runs, placement: placement)))
  }

  var remarks: [CaptionDocument.Remark] {
    guard let first = backward.first else { return [] }
    if backward.count == 1 {
      return [.init(line: first, text: "a caption that ends before it begins was left out")]
    }
    return [
      .init(
        line: first,
        text: "\(backward.count) captions that end before they begin were left out, on lines "
          + LineNumbers.text(backward))
    ]
  }
}
