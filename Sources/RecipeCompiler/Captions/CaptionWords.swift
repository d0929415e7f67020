import FilmVocabulary

/// Takes a caption from a file apart into the words of its lines.
enum CaptionWords {
  /// The words line by line, with times in samples as the caption counts them.
  ///
  /// Words whose times the file does not give share the time to the next one that has one, by
  /// length.
  ///
  /// - Parameter borders: Where words part without a space, in Unicode scalars from the text's
  ///   start.
  static func lines(of caption: Caption, borders: [Int] = []) -> [[CaptionLayout.Word]] {
    var reading = Reading(borders: borders)
    for run in caption.runs { reading.read(run) }
    reading.closeWord()
    return reading.lines(from: caption.start, to: caption.end)
  }

  private struct Reading {
    struct Part {
      var text: String
      var markup: TextMarkup
      var joinsPrevious: Bool
      var isUnspaced: Bool
      var spoken: Int?
      var line: Int
    }

    var parts: [Part] = []
    private var text = ""
    private var markup = TextMarkup.plain
    private var spoken: Int?
    private var line = 0
    /// Whether the next letter goes on with a word.
    private var isWithinWord = false
    /// Whether it begins one without a space before it.
    private var isAtBorder = false
    private var borders: ArraySlice<Int>
    /// Unicode scalars that were read.
    private var place = 0

    init(borders: [Int]) { self.borders = borders[...] }

    mutating func read(_ run: Caption.Run) {
      closePart()
      markup = run.markup
      spoken = run.spoken ?? spoken
      for scalar in run.text.unicodeScalars {
        passBorders()
        place += 1
        switch scalar {
        case " ": closeWord()
        case "\n":
          closeWord()
          line += 1
        default: text.unicodeScalars.append(scalar)
        }
      }
    }

    mutating func closeWord() {
      closePart()
      isWithinWord = false
      isAtBorder = false
    }

    private mutating func passBorders() {
      while let border = borders.first, border <= place {
        borders = borders.dropFirst()
        guard border == place else { continue }
        closePart()
        isAtBorder = isWithinWord
      }
    }

    private mutating func closePart() {
      guard !text.isEmpty else { return }
      parts.append(
        Part(
          text: text, markup: markup, joinsPrevious: isWithinWord && !isAtBorder,
          isUnspaced: isAtBorder, spoken: spoken, line: line))
      (text, spoken, isWithinWord, isAtBorder) = ("", nil, true, false)
    }

    func lines(from start: Int, to end: Int) -> [[CaptionLayout.Word]] {
      var times = parts.map(\.spoken)
      if !times.isEmpty, times[0] == nil { times[0] = start }
      var starts: [Int] = []
      var index = 0
      while index < parts.count {
        let begin = min(max(times[index] ?? start, starts.last ?? start), end)
        var next = index + 1
        while next < parts.count, times[next] == nil { next += 1 }
        let until = next < parts.count ? min(max(times[next] ?? begin, begin), end) : end
        let weight = parts[index..<next].reduce(0) { $0 + $1.text.count }
        var before = 0
        for part in parts[index..<next] {
          starts.append(begin + (until - begin) * before / max(weight, 1))
          before += part.text.count
        }
        index = next
      }
      // What joins a word is spoken with it.
      for index in parts.indices where parts[index].joinsPrevious {
        starts[index] = starts[index - 1]
      }
      var lines: [[CaptionLayout.Word]] = []
      for (index, part) in parts.enumerated() {
        let isNew = index == 0 || part.line != parts[index - 1].line
        if isNew { lines.append([]) }
        let stop = index + 1 < starts.count ? starts[index + 1] : end
        lines[lines.count - 1].append(
          CaptionLayout.Word(
            text: part.text, start: SampleClock.samples(Rational(starts[index], 1000)),
            end: SampleClock.samples(Rational(stop, 1000)), markup: part.markup,
            joinsPrevious: part.joinsPrevious && !isNew, isUnspaced: part.isUnspaced && !isNew))
      }
      return lines
    }
  }
}
