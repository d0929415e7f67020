import StageCatalog
import Testing

@testable import RecipeCompiler

@Suite("Captions")
struct CaptionLayoutTests {
  private func words(_ text: String, step: Int = 100) -> [CaptionLayout.Word] {
    text.split(separator: " ").enumerated().map {
      CaptionLayout.Word(text: String($1), start: $0 * step, end: ($0 + 1) * step)
    }
  }

  /// A layout by letters of equal width; words may stand over a line by a quarter.
  private func layout(_ length: Int, lines: Int, hold: Int) -> CaptionLayout {
    CaptionLayout(
      maximumLength: length, maximumWidth: length * 625, maximumLines: lines, hold: hold,
      measure: { 500 * TextWidth.width(of: $0) })
  }

  @Test("Lines are as wide as the room, whatever the number of letters")
  func realWidths() {
    let layout = CaptionLayout(
      maximumLength: 42, maximumWidth: 5000, maximumLines: 4, hold: 0,
      measure: { $0.reduce(0) { $0 + ($1 == "i" ? 250 : 1000) } })
    let narrow = layout.cues(for: [words("iiiiiii iiiiii")], until: 1000)
    #expect(narrow.map(\.text) == ["iiiiiii iiiiii"])
    let wide = layout.cues(for: [words("MMM MMM")], until: 1000)
    #expect(wide.map(\.text) == ["MMM\nMMM"])
  }

  @Test("All cues of a sentence are read in its direction")
  func directions() {
    let layout = layout(12, lines: 1, hold: 0)
    let english = layout.cues(for: [words("He wrote שלום to")], until: 1000)
    #expect(english.map(\.text) == ["He wrote", "\u{200E}שלום to"])
    let hebrew = layout.cues(for: [words("שלום Reel 2024 שלום")], until: 1000)
    #expect(hebrew.map(\.text) == ["שלום Reel", "2024 שלום"])
    let numbers = layout.cues(for: [words("שלום שלום 1234567890")], until: 1000)
    #expect(numbers.map(\.text) == ["שלום שלום", "\u{200F}1234567890"])
  }

  static let pictures = ["👩‍👩‍👧‍👦", "🇻🇳", "👍🏽", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "👨‍❤️‍💋‍👨", "🙂"]

  @Test("An emoji is one letter, whatever it is made of", arguments: pictures)
  func emoji(picture: String) {
    let fonts = FontSelector(
      services: MadeUpServices(), language: "",
      wish: .init(families: ["Noto Sans"], isBold: false, isItalic: false))
    #expect(TextWidth.width(of: picture) == 2)
    #expect(fonts.width(of: "a\(picture)b") == 3 * 550)
    let layout = CaptionLayout(
      maximumLength: 16, maximumWidth: 16 * 550, maximumLines: 4, hold: 0,
      measure: fonts.width)
    // Eight are as many as a line takes; of what is longer each part holds whole ones.
    let eight = layout.cues(
      for: [words(String(repeating: picture, count: 8))], until: 1000)
    #expect(eight.map(\.text) == [String(repeating: picture, count: 8)])
    let parts = layout.cues(
      for: [words(String(repeating: picture, count: 21))], until: 1000)
    let lines = parts.flatMap { $0.text.split(separator: "\n") }
    #expect(lines.map(\.count) == [8, 8, 5])
    #expect(lines.allSatisfy { $0.allSatisfy { String($0) == picture } })
  }

  @Test("Words of scripts without spaces stand side by side, and an address ends behind a slash")
  func unspaced() {
    let chinese = WordTimes.words(
      of: "人人生而自由，平等。", timing: SpeechTiming(samples: 1000, words: []), start: 0,
      borders: [2, 4, 7])
    #expect(chinese.map(\.text) == ["人人", "生而", "自由，", "平等。"])
    #expect(chinese.map(\.isUnspaced) == [false, true, true, true])
    let cues = layout(14, lines: 2, hold: 0).cues(for: [chinese], until: 1000)
    #expect(cues.map(\.text) == ["人人生而\n自由，平等。"])
    let address = words("see https://example.org/a/long/way/home")
    let lines = layout(16, lines: 9, hold: 0).cues(for: [address], until: 1000)
    #expect(lines.map(\.text) == ["see https://\nexample.org/a/\nlong/way/home"])
  }

  @Test("Lines keep to the maximum and are even")
  func lines() {
    let layout = layout(20, lines: 2, hold: 0)
    let cues = layout.cues(
      for: [words("the water still runs beneath the street")], until: 10_000)
    #expect(cues.map(\.text) == ["the water still runs\nbeneath the street"])
  }

  @Test("A long sentence becomes several cues that follow each other")
  func severalCues() {
    let layout = layout(12, lines: 2, hold: 50)
    let sentence = words("one two three four five six seven eight nine ten eleven twelve")
    let cues = layout.cues(for: [sentence], until: 1200)
    #expect(cues.count == 4)
    #expect(cues.flatMap { $0.lines.flatMap { $0 } } == sentence)
    for cue in cues {
      #expect(cue.lines.count <= 2)
      #expect(cue.lines.allSatisfy { $0.map(\.text).joined(separator: " ").count <= 12 })
    }
    for (first, second) in zip(cues, cues.dropFirst()) { #expect(first.end <= second.start) }
    #expect(cues.last?.end == 1200)
  }

  @Test("A cue is held after its last word, but not past the next or the scene's end")
  func hold() {
    let layout = layout(40, lines: 2, hold: 300)
    var second = words("more")
    second[0].start = 250
    second[0].end = 350
    let cues = layout.cues(for: [words("one two"), second], until: 500)
    #expect(cues.map(\.start) == [0, 250])
    #expect(cues.map(\.end) == [250, 500])
  }

  @Test("A word a little longer than a line has a line of its own; a far longer one is cut")
  func longWord() {
    let layout = layout(8, lines: 2, hold: 0)
    let cues = layout.cues(for: [words("a caravanned b")], until: 1000)
    #expect(cues.map(\.text) == ["a\ncaravanned", "b"])
    let cut = layout.cues(for: [words("a Donaudampfschifffahrt b")], until: 1000)
    #expect(
      cut.flatMap { $0.lines.flatMap { $0 } }.map(\.text) == [
        "a", "Donaudam", "pfschiff", "fahrt", "b",
      ])
    let times = cut.flatMap { $0.lines.flatMap { $0 } }.map(\.start)
    #expect(times == times.sorted())
  }

  @Test("A word of a hundred thousand letters is cut in no time")
  func endlessWord() {
    var measured = 0
    let layout = CaptionLayout(
      maximumLength: 40, maximumWidth: 25_000, maximumLines: 2, hold: 0,
      measure: {
        measured += $0.utf8.count
        return 500 * $0.utf8.count
      })
    let word = String(repeating: "abcdefghij", count: 10_000)
    let lines = layout.lines(fitting: [words(word)])
    #expect(lines.count == 2500)
    #expect(lines.flatMap { $0.map(\.text) }.joined() == word)
    // Some tens of looks at each letter, not one for each line.
    #expect(measured < 50 * word.utf8.count, "\(measured)")
  }

  @Test("No line of a text without spaces begins with its punctuation, or ends with a bracket")
  func punctuation() {
    let text = "昨天晚上他没回家，所以大家（包括我）都很担心。"
    for length in 8...40 {
      let lines = layout(length, lines: 2, hold: 0).lines(fitting: [words(text)])
        .map { $0.map(\.text).joined() }
      #expect(lines.joined() == text)
      for line in lines {
        #expect(!"，。）".contains(line.first ?? "。") && line.last != "（", "\(length): \(lines)")
      }
    }
    // What is nothing else is cut all the same.
    let marks = layout(8, lines: 2, hold: 0).lines(fitting: [words("，，，，，，，，")])
    #expect(marks.count == 2)
  }

  @Test("Text without spaces fills its lines, wide characters counted twice")
  func wideCharacters() {
    let layout = layout(12, lines: 2, hold: 0)
    let cues = layout.cues(for: [words("这是一个没有空格的句子")], until: 1000)
    #expect(cues.map(\.text) == ["这是一个没有\n空格的句子"])
  }

  @Test("Written words take the time of the spoken word that lies in them")
  func times() {
    let timing = SpeechTiming(
      samples: 1000,
      words: [
        .init(offset: 0, length: 2, start: 0, end: 90),
        .init(offset: 3, length: 2, start: 100, end: 300),
        .init(offset: 5, length: 2, start: 300, end: 500),
        .init(offset: 8, length: 3, start: 600, end: 1000),
      ])
    let words = WordTimes.words(of: "In 1860 the.", timing: timing, start: 10)
    #expect(words.map(\.text) == ["In", "1860", "the."])
    #expect(words.map(\.start) == [10, 110, 610])
    #expect(words.last?.end == 1010)
  }

  @Test("Words without times share the time by their length")
  func spread() {
    let words = WordTimes.words(
      of: "aaaa bb cc", timing: SpeechTiming(samples: 800, words: []), start: 0)
    #expect(words.map(\.start) == [0, 400, 600])
  }

  @Test("Times never run backwards, whatever an engine says")
  func order() {
    let timing = SpeechTiming(
      samples: 500,
      words: [
        .init(offset: 0, length: 1, start: 300, end: 400),
        .init(offset: 2, length: 1, start: 100, end: 200),
      ])
    let starts = WordTimes.words(of: "a b c", timing: timing, start: 0).map(\.start)
    #expect(starts == starts.sorted())
  }
}
