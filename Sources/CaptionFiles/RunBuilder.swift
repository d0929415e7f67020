internal import FilmVocabulary

/// Puts a caption's text together, run by run.
struct RunBuilder {
  private var runs: [Caption.Run] = []
  private var bytes: [UInt8] = []
  /// The markup of what is appended next.
  var markup = TextMarkup.plain {
    didSet { if markup != oldValue { close(with: oldValue) } }
  }
  private var spoken: Int?

  /// Begins a word that is spoken at a time.
  mutating func beginWord(at time: Int) {
    close(with: markup)
    spoken = time
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ slice: ArraySlice<UInt8>) { bytes.append(contentsOf: slice) }

  mutating func append(_ scalar: Unicode.Scalar) {
    if let encoded = UTF8.encode(scalar) { bytes.append(contentsOf: encoded) }
  }

  mutating func breakLine() { bytes.append(10) }

  private mutating func close(with markup: TextMarkup) {
    guard !bytes.isEmpty else { return }
    runs.append(Caption.Run(String(decoding: bytes, as: UTF8.self), markup: markup, spoken: spoken))
    bytes.removeAll(keepingCapacity: true)
    spoken = nil
  }

  /// The runs of lines without blank ones and without white space at their ends; none if nothing
  /// is to be seen.
  mutating func finish() -> [Caption.Run] {
    close(with: markup)
    spoken = nil
    defer { runs = [] }
    return CaptionTidier.tidy(runs)
  }
}

/// Cleans up the white space of captions.
enum CaptionTidier {
  /// Line feeds of all kinds become one kind, other controls and runs of spaces one space; lines
  /// lose the white space at their ends, and blank lines go.
  static func tidy(_ runs: [Caption.Run]) -> [Caption.Run] {
    var result: [Caption.Run] = []
    // What is owed before the next letter: nothing can follow it at the end.
    var owed: Unicode.Scalar?
    var isEmpty = true
    for run in runs {
      var text = String.UnicodeScalarView()
      for scalar in run.text.unicodeScalars {
        switch scalar {
        case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
          if !isEmpty { owed = "\n" }
        case " ", "\t":
          if !isEmpty, owed == nil { owed = " " }
        default:
          // Marks of byte order in the middle are leftovers of files that were joined.
          if scalar.value < 32 || scalar.value == 127 || scalar == "\u{FEFF}" { continue }
          if let mark = owed {
            if text.isEmpty, !result.isEmpty {
              append(mark, to: &result, before: run, &text)
            } else {
              text.append(mark)
            }
            owed = nil
          }
          text.append(scalar)
          isEmpty = false
        }
      }
      guard !text.isEmpty else { continue }
      let text8 = String(text)
      if let last = result.indices.last, result[last].markup == run.markup, run.spoken == nil {
        result[last].text += text8
      } else {
        result.append(Caption.Run(text8, markup: run.markup, spoken: run.spoken))
      }
    }
    // No-break spaces alone are as invisible as others.
    let isVisible = result.contains { run in
      run.text.unicodeScalars.contains { !$0.properties.isWhitespace && $0 != "\u{200B}" }
    }
    return isVisible ? result : []
  }

  /// Puts white space between two runs. A space has what both have in common: the line under a word
  /// ends with the word.
  ///
  /// - Parameter text: The beginning of the run behind it.
  private static func append(
    _ mark: Unicode.Scalar, to runs: inout [Caption.Run], before run: Caption.Run,
    _ text: inout String.UnicodeScalarView
  ) {
    let last = runs.count - 1
    let common = runs[last].markup.common(with: run.markup)
    // Nothing shows at a line's end, and no run begins with a break. Nor with a space, if the run
    // is spoken from its beginning on.
    if mark == "\n" || common == runs[last].markup {
      runs[last].text.unicodeScalars.append(mark)
    } else if common == run.markup, run.spoken == nil {
      text.append(mark)
    } else {
      runs.append(Caption.Run(String(mark), markup: common))
    }
  }
}
