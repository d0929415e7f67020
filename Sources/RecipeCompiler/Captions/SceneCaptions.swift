import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The captions of one scene in one output, in samples from the scene's start.
struct SceneCaptions {
  var cues: [CaptionLayout.Cue]

  init(cues: [CaptionLayout.Cue]) { self.cues = cues }

  init(content: SceneContent, slot: Timeline.Slot, film: FilmBuilder) {
    let layout = Self.layout(style: film.recipe.subtitles.style, canvas: film.canvas)
    let end = film.clock.sample(ofFrame: slot.length)
    let spoken = Self.spoken(content.voice, start: film.padding.before, gap: film.gap)
    let text = content.scene.caption?.value ?? content.scene.text?.value
    if content.scene.caption == nil, case .sentences = content.voice {
      cues = layout.cues(for: spoken.words, until: end)
    } else if let text {
      // Words without times of their own share the time in which something is said, else the
      // scene's time between its transitions.
      let range =
        spoken.range
        ?? film.clock.sample(
          ofFrame: slot.overlapIn)..<film.clock.sample(
          ofFrame: slot.length - slot.overlapOut)
      cues = layout.cues(for: Self.spread(text, over: range), until: end)
    } else {
      cues = []
    }
  }

  /// How captions are broken into lines and held.
  static func layout(style: SubtitleStyle, canvas: Canvas) -> CaptionLayout {
    CaptionLayout(
      maximumLength: style.maxLineLength ?? lineLength(style: style, canvas: canvas),
      maximumLines: style.maxLines, hold: SampleClock.samples(Rational(3, 10)))
  }

  /// The words that are spoken, sentence by sentence, and the time from the first to the last.
  private static func spoken(
    _ voice: SceneContent.Voice, start: Rational, gap: Int
  ) -> (words: [[CaptionLayout.Word]], range: Range<Int>?) {
    let first = SampleClock.samples(start)
    switch voice {
    case .none, .pending: return ([], nil)
    case .recording(_, let samples): return ([], first..<first + samples)
    case .sentences(let sentences):
      var position = first
      var words: [[CaptionLayout.Word]] = []
      for sentence in sentences {
        words.append(
          WordTimes.words(of: sentence.text, timing: sentence.timing, start: position))
        position += sentence.timing.samples + gap
      }
      return (words, first..<max(position - gap, first))
    }
  }

  /// Gives every word of a text a share of a time, by its length.
  private static func spread(_ text: String, over range: Range<Int>) -> [[CaptionLayout.Word]] {
    let sentences = SentenceSplitter.sentences(of: text)
    let total = sentences.reduce(0) { $0 + $1.count }
    var position = 0
    return sentences.map { sentence in
      let start = range.lowerBound + range.count * position / max(total, 1)
      position += sentence.count
      let end = range.lowerBound + range.count * position / max(total, 1)
      return WordTimes.words(
        of: sentence, timing: SpeechTiming(samples: end - start, words: []), start: start)
    }
  }

  /// Characters that fit between the margins: a letter is a little more than half as wide as the font's size.
  /// Lines longer than 42 characters read badly, whatever fits.
  private static func lineLength(style: SubtitleStyle, canvas: Canvas) -> Int {
    let width = Double(canvas.width) - 2 * style.margin.doubleValue * Double(canvas.height)
    let letter = style.size.doubleValue * Double(canvas.height) * 0.55
    return max(min(Int(width / max(letter, 1)), 42), 8)
  }
}
