import FilmVocabulary
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations

@Suite struct CaptionFramesTests {
  let canvas = Fonts.canvas

  func picture(
    _ track: CaptionTrack, frame: Int = 0, frames: Int = 100, fonts: [String] = Fonts.sans,
    name: String? = nil
  ) throws -> TextPicture {
    let text = try self.frames(track, frames: frames, fonts: fonts).frame(frame)
    let picture = TextPicture(text.bitmaps, emoji: text.emoji, canvas: canvas)
    if let name { picture.show(name) }
    return picture
  }

  func frames(
    _ track: CaptionTrack, frames: Int, fonts: [String] = Fonts.sans
  ) throws -> CaptionFrames {
    try CaptionFrames(
      track, frames: frames, setter: TextSetter(canvas: canvas, fonts: fonts))
  }

  func track(
    _ lines: [CaptionTrack.Line], style: TextStyle = Fonts.style(), highlight: Color? = nil,
    anchor: Anchor = .bottom, start: Int = 0, end: Int = 100
  ) -> CaptionTrack {
    CaptionTrack(
      style: style, anchor: anchor, highlight: highlight,
      cues: [.init(start: start, end: end, lines: lines)])
  }

  @Test func twoLinesStandAtTheBottomInTheMiddle() throws {
    let lines = Fonts.words("In 1860 the Fleet vanished\nunderground, à Paris: ünö")
    let bounds = try #require(try picture(track(lines), name: "latin").bounds())
    #expect(abs(bounds.left + bounds.right - canvas.width) < 12)
    #expect(bounds.bottom > 640 && bounds.bottom < 720 - 30)
    // Two lines of 60 pixels above a margin of 36.
    #expect(bounds.top > 720 - 36 - 120 && bounds.top < 720 - 36 - 90)
  }

  @Test func anchorsMoveTheText() throws {
    let lines = Fonts.words("Anchor")
    let top = try #require(try picture(track(lines, anchor: .top)).bounds())
    let center = try #require(try picture(track(lines, anchor: .center)).bounds())
    #expect(top.top > 30 && top.bottom < 110)
    #expect(abs(center.top + center.bottom - canvas.height) < 30)
  }

  @Test func vietnameseIsComplete() throws {
    let lines = Fonts.words("Nước vẫn chảy dưới phố,\nnhững dòng sông bị chôn vùi")
    let bounds = try #require(try picture(track(lines), name: "vietnamese").bounds())
    #expect(bounds.right - bounds.left > 500)
  }

  @Test func decomposedAndComposedLettersLookTheSame() throws {
    let composed = try picture(track(Fonts.words("Nước chảy é")))
    let decomposed = try picture(
      track(Fonts.words("Nu\u{31B}o\u{31B}\u{301}c cha\u{309}y e\u{301}")))
    #expect(composed.difference(decomposed) == 0)
  }

  @Test func arabicIsShaped() throws {
    let style = Fonts.style()
    let joined = try picture(
      track(Fonts.words("النهر تحت المدينة"), style: style), fonts: Fonts.arabic, name: "arabic")
    #expect(joined.bounds() != nil)
  }

  /// Latin, Arabic, Hindi, Thai, Chinese and emoji as one word each.
  static let mixed: [CaptionTrack.Line] = {
    let words = [("Fleet", 0), ("النهر", 1), ("नदी", 3), ("แม่น้ำ", 4), ("河流", 5), ("🟥", 6)]
    return [
      .init(
        words: words.enumerated().map { index, word in
          .init(
            text: word.0,
            fonts: [.init(start: 0, font: FontReference(input: word.1, face: word.1 == 5 ? 2 : 0))],
            start: 10 * index)
        })
    ]
  }()

  @Test func oneLineMixesAllScriptsAndTheLightFollows() throws {
    let yellow = Color(red: 255, green: 212, blue: 0)
    let text = try frames(track(Self.mixed, highlight: yellow), frames: 100, fonts: Fonts.all)
    var left: [Int] = []
    for (index, frame) in stride(from: 5, to: 55, by: 10).enumerated() {
      let drawn = text.frame(frame)
      TextPicture(drawn.bitmaps, emoji: drawn.emoji, canvas: canvas).show("mixed-\(index)")
      left.append(drawn.bitmaps.filter { $0.color == yellow }.map(\.x).min() ?? -1)
      #expect(drawn.emoji.count == 1)
    }
    #expect(left == left.sorted() && Set(left).count == 5 && left[0] > 0)
  }

  @Test func aBoxCanStandBehindTheSpokenWord() throws {
    let yellow = Color(red: 255, green: 212, blue: 0)
    var boxed = track(Fonts.words([[("one", 0), ("two", 10)]]), highlight: yellow)
    boxed.highlightsBox = true
    let text = try frames(boxed, frames: 20)
    let boxes = [0, 10].map { text.frame($0).bitmaps.filter { $0.color == yellow } }
    #expect(boxes.map(\.count) == [1, 1])
    #expect(boxes[0][0].x + boxes[0][0].width < boxes[1][0].x + boxes[1][0].width / 2)
    let plain = try frames(track(Fonts.words("one two")), frames: 20).frame(0).bitmaps
    #expect(text.frame(0).bitmaps.filter { $0.color != yellow }.map(\.x) == plain.map(\.x))
  }

  @Test func aCueLooksTheSameInEverySegment() throws {
    let long = "A caption that stands across a border of two segments, and is broken anew"
    func bitmaps(start: Int, frame: Int) throws -> TextPicture {
      try picture(track(Fonts.words(long), start: start), frame: frame)
    }
    let first = try bitmaps(start: 30, frame: 40)
    #expect(first.difference(try bitmaps(start: -7, frame: 0)) == 0)
    // Alone, and after another cue has been drawn.
    var pair = track(Fonts.words("before"), start: 0, end: 20)
    pair.cues.append(.init(start: 30, end: 60, lines: Fonts.words(long)))
    let text = try frames(pair, frames: 100)
    for frame in 0..<40 { _ = text.frame(frame) }
    let later = text.frame(40)
    #expect(first.difference(TextPicture(later.bitmaps, canvas: canvas)) == 0)
    // One line is too long for the canvas: it was set smaller or in two, within the margins.
    let bounds = try #require(first.bounds())
    #expect(bounds.left >= 30 && bounds.right <= canvas.width - 30)
  }

  @Test func cuesShowInTheirFramesOnly() throws {
    let track = CaptionTrack(
      style: Fonts.style(), anchor: .bottom, highlight: nil,
      cues: [
        .init(start: -5, end: 3, lines: Fonts.words("one")),
        .init(start: 7, end: 9, lines: Fonts.words("two")),
        .init(start: 9, end: 500, lines: Fonts.words("three")),
        .init(start: 50, end: 40, lines: Fonts.words("never")),
      ])
    let text = try frames(track, frames: 12)
    var shown: [Int] = []
    var changed: [Int] = []
    for frame in 0..<14 {
      let result = text.frame(frame)
      if !result.bitmaps.isEmpty { shown.append(frame) }
      if result.isChanged { changed.append(frame) }
    }
    #expect(shown == [0, 1, 2, 7, 8, 9, 10, 11])
    #expect(changed == [0, 3, 7, 9, 12])
  }

  @Test func frameBordersStayExactFarIntoAFilm() throws {
    let far = 1_000_000
    let track = track(Fonts.words("far"), start: far, end: far + 1)
    let text = try frames(track, frames: far + 9)
    let counts = (far - 1...far + 1).map {
      text.frame($0).bitmaps.isEmpty
    }
    #expect(counts == [true, false, true])
  }

  @Test func theSpokenWordIsHighlightedAndNothingMoves() throws {
    let lines = Fonts.words([[("AVAST", 10), ("Tonight", 20)], [("flows", 30), ("on", 35)]])
    let yellow = Color(red: 255, green: 212, blue: 0)
    let track = track(lines, highlight: yellow)
    let text = try frames(track, frames: 100)
    var masks: [[Bool]] = []
    var left: [Int] = []
    for frame in [5, 15, 25, 32, 40] {
      let bitmaps = text.frame(frame).bitmaps
      let picture = TextPicture(bitmaps, canvas: canvas)
      picture.show("highlight-\(frame)")
      masks.append(picture.mask())
      left.append(bitmaps.filter { $0.color == yellow }.map(\.x).min() ?? -1)
    }
    for mask in masks {
      // The faintest edge pixels may round otherwise where words are rasterised apart.
      let different = zip(mask, masks[0]).filter { $0 != $1 }.count
      #expect(different * 200 < masks[0].filter { $0 }.count)
    }
    #expect(left[0] == -1)
    #expect(left[1] < left[2])
    #expect(Set(left).count == 5)
  }

  @Test func highlightingMovesNoGlyphAgainstThePlainText() throws {
    let text = "AVA To Yes WAV"
    let words = text.split(separator: " ").map { (String($0), 0) }
    let plain = try picture(track(Fonts.words([words])))
    let same = try picture(track(Fonts.words([words]), highlight: .white))
    #expect(plain.difference(same) == 0)
  }

  @Test func markupChangesItsWordsOnly() throws {
    func line(_ markup: TextMarkup) -> [CaptionTrack.Line] {
      [
        .init(words: [
          .init(text: "un", start: 0),
          .init(
            text: "believ",
            fonts: markup.isBold || markup.isItalic
              ? [
                .init(
                  start: 0,
                  font: FontReference(
                    input: 0, isEmboldened: markup.isBold, isSlanted: markup.isItalic))
              ] : [], start: 0, markup: markup, joinsPrevious: true),
          .init(text: "able", start: 0, joinsPrevious: true), .init(text: "end", start: 0),
        ])
      ]
    }
    let plain = try picture(track(line(.plain)))
    #expect(plain.difference(try picture(track(Fonts.words("unbelievable end")))) == 0)
    for markup in ["i", "b", "u", "s"] {
      let changed = try picture(track(line(try #require(TextMarkup(description: markup)))))
      #expect(changed.difference(plain) > 20, "\(markup)")
    }
    let red = try #require(Color("#FF0000"))
    let track = track(line(TextMarkup(color: red)))
    let text = try frames(track, frames: 10)
    let colors = text.frame(0).bitmaps.filter { $0.color != .black }
    #expect(Set(colors.map(\.color)) == [red, .white])
    #expect(colors.map(\.x).sorted().first == colors.filter { $0.color == .white }.map(\.x).min())
  }

  /// The line under a word ends with the word, and goes on to the next one that has one.
  @Test func theLineUnderWordsJoinsThemOnly() throws {
    func gaps(_ first: String, _ second: String) throws -> Int {
      let words = try [first, second].map {
        CaptionTrack.Word(
          text: "HH", start: 0, markup: try #require(TextMarkup(description: $0)))
      }
      let picture = try picture(
        track([.init(words: words)], style: Fonts.style(outline: .zero)))
      let mask = picture.mask()
      let bounds = try #require(picture.bounds())
      if first == "u", second == "u" {
        // The line itself has no seams.
        let middle = (bounds.top..<bounds.bottom).filter { y in
          (bounds.left + 2..<bounds.right - 2).allSatisfy { mask[y * picture.width + $0] }
        }
        let rows = middle.map { y in
          Set(
            (bounds.left + 2..<bounds.right - 2).map { picture.rgb[(y * picture.width + $0) * 3] })
        }
        #expect(rows.contains { $0 == [255] } && rows.allSatisfy { $0.count == 1 })
      }
      return (bounds.left..<bounds.right).count { x in
        !(bounds.top..<bounds.bottom).contains { mask[$0 * picture.width + x] }
      }
    }
    let plain = try gaps("", "")
    #expect(plain > 8)
    for mark in ["u", "s"] {
      #expect(try gaps(mark, mark) < plain / 4, "\(mark)")
      #expect(try gaps(mark, "i") > 8 && gaps("", mark) > 8, "\(mark)")
    }
  }

  @Test func aWordInTwoMarkupsLightsUpAsOne() throws {
    let track = track(
      [
        .init(words: [
          .init(text: "half", start: 10, markup: TextMarkup(isItalic: true)),
          .init(text: "way", start: 10, joinsPrevious: true), .init(text: "there", start: 20),
        ])
      ], highlight: .black)
    let text = try frames(track, frames: 100)
    let lit = [5, 15, 25].map { frame in
      text.frame(frame).bitmaps.dropFirst().filter { $0.color == .black }.map(\.x)
    }
    let all = text.frame(5).bitmaps.dropFirst().map(\.x).sorted()
    #expect(lit == [[], [all[0]], [all[1]]])
  }

  @Test func cuesThatShowTogetherStandOverEachOther() throws {
    func cue(_ text: String, raise: Int, placement: CaptionPlacement? = nil) -> CaptionTrack.Cue {
      .init(start: 0, end: 9, lines: Fonts.words(text), placement: placement, raise: raise)
    }
    func bounds(_ cue: CaptionTrack.Cue) throws -> (top: Int, bottom: Int, left: Int, right: Int) {
      let track = CaptionTrack(style: Fonts.style(), anchor: .bottom, highlight: nil, cues: [cue])
      let bounds = try #require(try picture(track).bounds())
      return (bounds.top, bounds.bottom, bounds.left, bounds.right)
    }
    let low = try bounds(cue("low", raise: 0))
    // A line has a twelfth of the height.
    #expect(try bounds(cue("low", raise: 2)).bottom == low.bottom - 120)
    let top = CaptionPlacement(anchor: .top)
    let high = try bounds(cue("low", raise: 0, placement: top))
    #expect(high.top < 100)
    #expect(try bounds(cue("low", raise: 1, placement: top)).top == high.top + 60)
    let center = CaptionPlacement(anchor: .center)
    let middle = try bounds(cue("low", raise: 0, placement: center))
    #expect(try bounds(cue("low", raise: 1, placement: center)).top == middle.top + 60)
    let place = CaptionPlacement(anchor: .topLeft, x: Rational(1, 4), y: Rational(1, 2))
    let placed = try bounds(cue("low", raise: 0, placement: place))
    #expect(abs(placed.left - 320) < 8 && placed.top > 360 && placed.bottom < 420)
  }

  @Test func commandsShowLiterally() throws {
    // The same letters without what could be taken for a command, measured by their width.
    func width(_ text: String) throws -> Int {
      let line = CaptionTrack.Line(words: [.init(text: text, start: 0)])
      let style = Fonts.style(outline: .zero)
      let bounds = try #require(
        try picture(track([line], style: style), name: text == #"{\b1}"# ? "literal" : nil)
          .bounds())
      return bounds.right - bounds.left
    }
    let brace = try width("m{m") - width("mm")
    let slash = try width(#"m\m"#) - width("mm")
    #expect(brace > 8 && slash > 8)
    let whole = try width(#"m{\b1}m"#)
    #expect(abs(whole - (try width("mb1m") + 2 * brace + slash)) <= 3)
    #expect(abs(try width(#"m\Nm"#) - (try width("mNm") + slash)) <= 2)
    #expect(abs(try width(#"m\hm"#) - (try width("mhm") + slash)) <= 2)
    #expect(abs(try width(#"m\{m"#) - (try width("mm") + slash + brace)) <= 2)
    #expect(abs(try width(#"m\\m"#) - (try width("mm") + 2 * slash)) <= 2)
  }

  @Test func aBoxStandsBehindTheText() throws {
    let style = Fonts.style(box: Color(red: 0, green: 0, blue: 0, alpha: 160))
    let boxed = try picture(
      track(Fonts.words("A box behind\nboth lines"), style: style), name: "box")
    let bare = try picture(track(Fonts.words("A box behind\nboth lines")))
    let (outer, inner) = (try #require(boxed.bounds()), try #require(bare.bounds()))
    #expect(outer.left < inner.left && outer.right > inner.right)
    #expect(outer.top < inner.top && outer.bottom > inner.bottom)
  }

  @Test func aMissingGlyphIsAnErrorThatNamesIt() throws {
    let error = try #require(throws: TextError.self) {
      _ = try picture(track(Fonts.words("Fine, then 河 and 🙂")))
    }
    #expect(error.code == .missingGlyphs)
    #expect(error.message.contains("河") && error.message.contains("U+6CB3"))
    #expect(error.message.contains("🙂"))
  }

  @Test func whatIsNoFontIsAnError() {
    for path in ["/etc/passwd", "/nowhere.ttf", "/tmp"] {
      let error = #expect(throws: (any Error).self) {
        _ = try picture(track(Fonts.words("text")), fonts: [path])
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains(path))
    }
    #expect(throws: TextError.self) { _ = try picture(track(Fonts.words("text")), fonts: []) }
  }
}
