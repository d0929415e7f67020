import StageCatalog

/// Brings a sentence's written words and the speech engine's word times together.
enum WordTimes {
  /// The words of `text`, as white space separates them, with their times.
  ///
  /// An engine may hear a written word as several ("1860" as "eighteen sixty"), or several as
  /// one. A written word begins with the first spoken one that lies in it; one that none lies in
  /// shares the time up to the next that has one, by length.
  ///
  /// - Parameters:
  ///   - start: Is added to every time.
  ///   - borders: Where words part without a space, in Unicode scalars from the text's start.
  static func words(
    of text: String, timing: SpeechTiming, start: Int, borders: [Int] = []
  ) -> [CaptionLayout.Word] {
    struct Written {
      var text: String
      var range: Range<Int>
      var isUnspaced = false
      var start: Int?
    }
    var borders = borders[...]
    var written: [Written] = []
    var offset = 0
    var current = Written(text: "", range: 0..<0)
    for scalar in text.unicodeScalars {
      while let border = borders.first, border <= offset {
        borders.removeFirst()
        guard border == offset, !current.text.isEmpty else { continue }
        written.append(current)
        current = Written(text: "", range: offset..<offset, isUnspaced: true)
      }
      if scalar.properties.isWhitespace {
        if !current.text.isEmpty { written.append(current) }
        current = Written(text: "", range: offset + 1..<offset + 1)
      } else {
        current.text.unicodeScalars.append(scalar)
        current.range = current.range.lowerBound..<offset + 1
      }
      offset += 1
    }
    if !current.text.isEmpty { written.append(current) }

    for index in written.indices {
      written[index].start = timing.words.first { written[index].range.contains($0.offset) }?.start
    }
    if !written.isEmpty, written[0].start == nil { written[0].start = 0 }

    var times: [Int] = []
    var index = 0
    while index < written.count {
      let begin = max(written[index].start ?? 0, times.last ?? 0)
      var next = index + 1
      while next < written.count, written[next].start == nil { next += 1 }
      let end = next < written.count ? max(written[next].start ?? 0, begin) : timing.samples
      let weight = written[index..<next].reduce(0) { $0 + $1.text.count }
      var before = 0
      for word in written[index..<next] {
        times.append(begin + (end - begin) * before / max(weight, 1))
        before += word.text.count
      }
      index = next
    }
    return written.indices.map {
      CaptionLayout.Word(
        text: written[$0].text, start: start + times[$0],
        end: start + ($0 + 1 < times.count ? times[$0 + 1] : timing.samples),
        isUnspaced: written[$0].isUnspaced)
    }
  }
}
