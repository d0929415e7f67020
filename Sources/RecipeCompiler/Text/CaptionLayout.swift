import FilmVocabulary

/// Breaks spoken words into captions: when each is on the screen, and its lines.
struct CaptionLayout {
  /// A word as it is written, with the time at which it is heard.
  struct Word: Hashable {
    var text: String
    /// Samples from the start of the scene.
    var start: Int
    var end: Int
    /// How it differs from the captions' style.
    var markup = TextMarkup.plain
    /// Whether it follows the word before it without a space, as the rest of that word.
    var joinsPrevious = false
    /// Whether it is a word of its own that follows the one before without a space.
    var isUnspaced = false
  }

  struct Cue: Hashable {
    /// Samples from the start of the scene.
    var start: Int
    var end: Int
    var lines: [[Word]]

    var text: String { lines.map(CaptionLayout.text).joined(separator: "\n") }
  }

  /// Characters in a line at the most, wide ones counted twice.
  var maximumLength: Int
  /// The width of a line, in thousandths of the font's size.
  var maximumWidth: Int
  var maximumLines: Int
  /// Samples for which a caption stays after its last word, if nothing follows sooner.
  var hold: Int
  /// How wide a text is, in thousandths of the font's size.
  var measure: (String) -> Int

  /// A line's words with the spaces between them.
  static func text(of line: [Word]) -> String {
    var text = ""
    for word in line {
      if !text.isEmpty, !word.isUnspaced, !word.joinsPrevious { text += " " }
      text += word.text
    }
    return text
  }

  /// - Parameters:
  ///   - sentences: The words sentence by sentence, in order; a cue never spans two sentences.
  ///   - end: The sample by which the last cue is gone.
  func cues(for sentences: [[Word]], until end: Int) -> [Cue] {
    let space = measure(" ")
    var cues: [Cue] = []
    for words in sentences where !words.isEmpty {
      let isFromRight = Self.text(of: words).startsAtRight ?? false
      let lines = balancedLines(of: words.flatMap(parts).map(measured), space: space)
      let count = (lines.count + maximumLines - 1) / maximumLines
      var rest = lines[...]
      for index in 0..<count {
        let share = (rest.count + count - index - 1) / (count - index)
        var group = Array(rest.prefix(share))
        rest = rest.dropFirst(share)
        guard let first = group.first?.first, let last = group.last?.last else { continue }
        // All cues of a sentence are read in its direction.
        let text = group.map(Self.text).joined(separator: "\n")
        group[0][0].text = text.directionMark(fromRight: isFromRight) + first.text
        cues.append(Cue(start: first.start, end: last.end, lines: group))
      }
    }
    for index in cues.indices {
      let limit = index + 1 < cues.count ? cues[index + 1].start : end
      cues[index].end = max(min(cues[index].end + hold, limit), min(cues[index].end, limit))
    }
    return cues.filter { $0.end > $0.start }
  }

  /// The lines that somebody broke, if all of them fit; else all their words in even lines.
  func lines(fitting given: [[Word]]) -> [[Word]] {
    let space = measure(" ")
    let fits = given.allSatisfy { line in
      line.reduce(-1) {
        $0 + TextWidth.width(of: $1.text) + ($1.joinsPrevious || $1.isUnspaced ? 0 : 1)
      } <= maximumLength && measure(Self.text(of: line)) <= maximumWidth
    }
    if fits { return given }
    return balancedLines(of: given.flatMap { $0.flatMap(parts) }.map(measured), space: space)
  }

  private func measured(_ word: Word) -> Measured {
    Measured(word: word, length: TextWidth.width(of: word.text), width: measure(word.text))
  }

  private struct Measured {
    var word: Word
    var length: Int
    var width: Int
  }

  /// A word, in pieces that share its time if it is too long for a line.
  private func parts(of word: Word) -> [Word] {
    guard
      measure(word.text) > maximumWidth
        || TextWidth.width(of: word.text) > maximumLength * 5 / 4
    else { return [word] }
    let texts = TextWidth.parts(of: word.text) {
      measure($0) <= maximumWidth && TextWidth.width(of: $0) <= maximumLength
    }
    return texts.indices.map { index in
      let length = word.end - word.start
      return Word(
        text: texts[index], start: word.start + length * index / texts.count,
        end: word.start + length * (index + 1) / texts.count, markup: word.markup,
        joinsPrevious: index == 0 && word.joinsPrevious, isUnspaced: index > 0 || word.isUnspaced)
    }
  }

  /// As few lines as the maximum allows, and these as even as they can be.
  private func balancedLines(of words: [Measured], space: Int) -> [[Word]] {
    let fewest = lines(of: words, width: maximumWidth, space: space)
    var low = 1
    var high = maximumWidth
    while low < high {
      let middle = (low + high) / 2
      if lines(of: words, width: middle, space: space).count <= fewest.count {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return lines(of: words, width: high, space: space)
  }

  private func lines(of words: [Measured], width: Int, space: Int) -> [[Word]] {
    var lines: [[Word]] = []
    var usedLength = 0
    var usedWidth = 0
    for (index, word) in words.enumerated() {
      if word.word.joinsPrevious, !lines.isEmpty {
        lines[lines.count - 1].append(word.word)
        usedLength += word.length
        usedWidth += word.width
        continue
      }
      // What joins a word stays in its line.
      let rest = words[(index + 1)...].prefix { $0.word.joinsPrevious }
      let neededLength = rest.reduce(word.length) { $0 + $1.length }
      let neededWidth = rest.reduce(word.width) { $0 + $1.width }
      let gap = word.word.isUnspaced ? 0 : 1
      if !lines.isEmpty, usedLength + gap + neededLength <= maximumLength,
        usedWidth + gap * space + neededWidth <= width
      {
        lines[lines.count - 1].append(word.word)
        usedLength += gap + word.length
        usedWidth += gap * space + word.width
      } else {
        lines.append([word.word])
        usedLength = word.length
        usedWidth = word.width
      }
    }
    return lines
  }
}
