import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The captions of one scene in one output, in samples from the scene's start.
struct SceneCaptions {
  var cues: [CaptionLayout.Cue]

  init(cues: [CaptionLayout.Cue]) { self.cues = cues }

  /// - Returns: `nil` while it is not known where a text's words part.
  init?(content: SceneContent, slot: Timeline.Slot, film: FilmBuilder) throws {
    let fonts = film.fonts(of: film.recipe.subtitles.style.look)
    let borders = WordBorderReader(film: film, label: content.label)
    let layout = Self.layout(film: film)
    let end = film.clock.sample(ofFrame: slot.length)
    let text = content.scene.caption ?? content.scene.text
    if let text, film.burnsCaptions {
      let look = film.recipe.subtitles.style.look
      film.reportMissing(film.shown(text.value, look: look), fonts: fonts, at: text.mark)
    }
    let spoken = try Self.spoken(
      content.voice, start: film.padding.before, gap: film.gap, borders: borders)
    if content.scene.caption == nil, case .sentences = content.voice {
      guard let words = spoken.words else { return nil }
      cues = layout.cues(for: words, until: end)
    } else if let text {
      // Words without times of their own share the time in which something is said, else the
      // scene's time between its transitions.
      let range =
        spoken.range
        ?? film.clock.sample(
          ofFrame: slot.overlapIn)..<film.clock.sample(
          ofFrame: slot.length - slot.overlapOut)
      guard let words = try Self.spread(text.value, over: range, borders: borders) else {
        return nil
      }
      cues = layout.cues(for: words, until: end)
    } else {
      cues = []
    }
  }

  /// How captions are broken into lines and held.
  static func layout(film: FilmBuilder) -> CaptionLayout {
    let style = film.recipe.subtitles.style
    let fonts = film.fonts(of: style.look)
    return CaptionLayout(
      maximumLength: style.maxLineLength ?? lineLength,
      maximumWidth: CaptionMargins(style: style, canvas: film.canvas)
        .width(size: style.size, canvas: film.canvas),
      maximumLines: style.maxLines, hold: SampleClock.samples(Rational(3, 10)),
      measure: {
        let shown = film.shown($0, look: style.look)
        // Space between letters is not in the fonts. A letter with its marks has one.
        return fonts.width(of: shown)
          + (style.look.letterSpacing * Rational(1000 * shown.count)).rounded
      })
  }

  /// The words that are spoken, sentence by sentence, and the time from the first to the last.
  private static func spoken(
    _ voice: SceneContent.Voice, start: Rational, gap: Int, borders: WordBorderReader
  ) throws -> (words: [[CaptionLayout.Word]]?, range: Range<Int>?) {
    let first = SampleClock.samples(start)
    switch voice {
    case .none, .pending: return ([], nil)
    case .recording(_, let samples): return ([], first..<first + samples)
    case .sentences(let sentences):
      var position = first
      var words: [[CaptionLayout.Word]]? = []
      for sentence in sentences {
        if let places = try borders.places(in: sentence.text) {
          words?.append(
            WordTimes.words(
              of: sentence.text, timing: sentence.timing, start: position, borders: places))
        } else {
          words = nil
        }
        position += sentence.timing.samples + gap
      }
      return (words, first..<max(position - gap, first))
    }
  }

  /// Gives every word of a text a share of a time, by its length.
  private static func spread(
    _ text: String, over range: Range<Int>, borders: WordBorderReader
  ) throws -> [[CaptionLayout.Word]]? {
    let sentences = SentenceSplitter.sentences(of: text)
    let total = sentences.reduce(0) { $0 + $1.count }
    var position = 0
    let places = try sentences.map { try borders.places(in: $0) }
    guard places.allSatisfy({ $0 != nil }) else { return nil }
    return sentences.indices.map { index in
      let sentence = sentences[index]
      let start = range.lowerBound + range.count * position / max(total, 1)
      position += sentence.count
      let end = range.lowerBound + range.count * position / max(total, 1)
      return WordTimes.words(
        of: sentence, timing: SpeechTiming(samples: end - start, words: []), start: start,
        borders: places[index] ?? [])
    }
  }

  /// Lines longer than this read badly, whatever fits.
  private static let lineLength = 42
}
