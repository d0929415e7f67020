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
  }

  struct Cue: Hashable {
    /// Samples from the start of the scene.
    var start: Int
    var end: Int
    var lines: [[Word]]

    var text: String { lines.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "\n") }
  }

  /// Characters in a line at the most, wide ones counted twice. Only a word that is a little
  /// longer may stand over.
  var maximumLength: Int
  var maximumLines: Int
  /// Samples for which a caption stays after its last word, if nothing follows sooner.
  var hold: Int

  /// - Parameters:
  ///   - sentences: The words sentence by sentence, in order; a cue never spans two sentences.
  ///   - end: The sample by which the last cue is gone.
  func cues(for sentences: [[Word]], until end: Int) -> [Cue] {
    var cues: [Cue] = []
    for words in sentences where !words.isEmpty {
      let lines = balancedLines(of: words.flatMap(parts))
      let count = (lines.count + maximumLines - 1) / maximumLines
      var rest = lines[...]
      for index in 0..<count {
        let share = (rest.count + count - index - 1) / (count - index)
        let group = Array(rest.prefix(share))
        rest = rest.dropFirst(share)
        guard let first = group.first?.first, let last = group.last?.last else { continue }
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
    let fits = given.allSatisfy { line in
      line.reduce(-1) { $0 + TextWidth.width(of: $1.text) + ($1.joinsPrevious ? 0 : 1) }
        <= maximumLength
    }
    return fits ? given : balancedLines(of: given.flatMap { $0.flatMap(parts) })
  }

  /// A word, in pieces that share its time if it is too long for a line.
  private func parts(of word: Word) -> [Word] {
    let texts = TextWidth.parts(of: word.text, width: maximumLength)
    return texts.indices.map { index in
      let length = word.end - word.start
      return Word(
        text: texts[index], start: word.start + length * index / texts.count,
        end: word.start + length * (index + 1) / texts.count, markup: word.markup,
        joinsPrevious: index == 0 && word.joinsPrevious)
    }
  }

  /// As few lines as the maximum allows, and these as even as they can be.
  private func balancedLines(of words: [Word]) -> [[Word]] {
    let count = lines(of: words, length: maximumLength).count
    var low = 1
    var high = maximumLength
    while low < high {
      let middle = (low + high) / 2
      if lines(of: words, length: middle).count <= count { high = middle } else { low = middle + 1 }
    }
    return lines(of: words, length: high)
  }

  private func lines(of words: [Word], length: Int) -> [[Word]] {
    var lines: [[Word]] = []
    var used = 0
    for (index, word) in words.enumerated() {
      let own = TextWidth.width(of: word.text)
      if word.joinsPrevious, !lines.isEmpty {
        lines[lines.count - 1].append(word)
        continue
      }
      // What joins a word stays in its line.
      let needed = words[(index + 1)...].prefix(while: \.joinsPrevious).reduce(own) {
        $0 + TextWidth.width(of: $1.text)
      }
      if !lines.isEmpty, used + 1 + needed <= length {
        lines[lines.count - 1].append(word)
        used += 1 + needed
      } else {
        lines.append([word])
        used = needed
      }
    }
    return lines
  }
}
