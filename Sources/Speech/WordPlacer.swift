/// Brings an engine's word times to the trimmed sound, and its places into the text.
struct WordPlacer {
  private let isSpace: [Bool]
  /// Letters, marks and digits, as against signs.
  private let isLetter: [Bool]
  private let sampleRate: Int
  private let sounding: Range<Int>

  /// - Parameters:
  ///   - sampleRate: The engine's.
  ///   - sounding: What is kept of the sound, in samples at ``SpokenSound/sampleRate``.
  init(text: String, sampleRate: Int, sounding: Range<Int>) {
    isSpace = text.unicodeScalars.map { $0.properties.isWhitespace }
    isLetter = text.unicodeScalars.map {
      switch $0.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .decimalNumber, .otherNumber, .letterNumber: true
      default: $0.properties.isAlphabetic
      }
    }
    self.sampleRate = sampleRate
    self.sounding = sounding
  }

  func words(_ words: [IsolatedSpeech.Word]) -> [SpokenSound.Word] {
    var result: [SpokenSound.Word] = []
    var earliest = 0
    for (index, word) in words.enumerated() {
      guard let range = range(of: word) else { continue }
      let start = max(position(word.start), earliest)
      // An engine that only tells when words begin hears each until the next.
      let next = index + 1 < words.count ? position(words[index + 1].start) : sounding.count
      let end = max(word.end.map(position) ?? next, start)
      result.append(SpokenSound.Word(range: range, samples: start..<end))
      earliest = start
    }
    return result
  }

  /// A place in the sound that is kept.
  private func position(_ sample: Int) -> Int {
    let resampled = sample * SpokenSound.sampleRate / sampleRate
    return min(max(resampled - sounding.lowerBound, 0), sounding.count)
  }

  /// Engines count on into the next word where they expand numbers: a word ends where white
  /// space does.
  private func range(of word: IsolatedSpeech.Word) -> Range<Int>? {
    var start = max(word.offset, 0)
    while start < isSpace.count, isSpace[start] { start += 1 }
    guard start < isSpace.count else { return nil }
    var end = start + 1
    if word.length > 0 {
      let limit = min(word.offset + word.length, isSpace.count)
      while end < limit, !isSpace[end] { end += 1 }
    } else {
      // espeak knows no length of a word in curly quotation marks.
      while end < isSpace.count, isLetter[end] { end += 1 }
    }
    return start..<end
  }
}
