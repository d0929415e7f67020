import FilmVocabulary
import StageCatalog
import Testing

@testable import MediaEngine
@testable import StageImplementations

@Suite struct ScriptOverlayTests {
  private let canvas = Canvas(width: 320, height: 180, frameRate: Rational(30_000, 1001))
  private static let head = """
    [Script Info]
    ScriptType: v4.00+
    PlayResX: 640
    PlayResY: 360
    [V4+ Styles]
    Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV
    Style: Default,Noto Sans,40,&H0000FFFF,&H000000FF,&H00000000,&H00000000,0,0,1,2,0,2,10,10,20
    Style: Gone,No Such Font,40,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,1,2,0,2,10,10,20

    """

  /// Digests of what shows in some frames of a film, drawn as one segment that begins with the
  /// first of them.
  private func pictures(
    _ frames: Range<Int>, _ events: [ScriptTrack.Event], fonts: [String] = Fonts.sans
  ) throws -> [[UInt8]] {
    let first = Rational(2 * frames.lowerBound + 1) * Rational(500) / canvas.frameRate
    let base = first.floor
    let track = ScriptTrack(
      head: Self.head, font: "Noto Sans",
      events: events.map {
        .init(start: $0.start - base, end: $0.end - base, layer: $0.layer, fields: $0.fields)
      }, phase: first - Rational(base))
    let overlay = try ScriptOverlay(track, canvas: canvas, fonts: fonts)
    return frames.map { index in
      let picture = Picture(width: canvas.width, height: canvas.height)
      picture.fill(.black)
      overlay.draw(frame: index - frames.lowerBound, onto: picture)
      return bytes(picture)
    }
  }

  private func bytes(_ picture: Picture) -> [UInt8] {
    [picture.luma, picture.blue, picture.red].flatMap { plane in
      (0..<plane.height).flatMap { row in
        let start = plane.base + row * plane.stride
        return Array(UnsafeMutableBufferPointer(start: start, count: plane.width))
      }
    }
  }

  private let events: [ScriptTrack.Event] = [
    .init(start: 100, end: 1500, layer: 0, fields: "Default,,0,0,0,,{\\k50}first {\\k50}words"),
    .init(start: 400, end: 3000, layer: 0, fields: "Default,,0,0,0,,gives way"),
    .init(
      start: 900, end: 2500, layer: 1,
      fields: "Default,,0,0,0,,{\\move(0,0,300,100)\\fad(300,300)}moves"),
  ]

  @Test func aSegmentLooksTheSameWhereverItBegins() throws {
    let whole = try pictures(0..<80, events)
    #expect(Set(whole).count > 30)
    for border in [1, 13, 30, 46, 61] {
      #expect(try pictures(border..<80, events) == Array(whole[border...]), "\(border)")
    }
  }

  @Test func eventsShowFromTheNearestFrameToTheNearest() throws {
    let event = ScriptTrack.Event(start: 1000, end: 2000, layer: 0, fields: "Default,,0,0,0,,x")
    let shown = try pictures(0..<80, [event])
    let blank = shown[0]
    let frames = shown.indices.filter { shown[$0] != blank }
    // 1 s is frame 29.97, 2 s frame 59.94.
    #expect(frames == Array(30..<60))
  }

  @Test func anEventMayHaveBegunAgesAgo() throws {
    let event = ScriptTrack.Event(
      start: -(1 << 40), end: 1000, layer: 0, fields: "Default,,0,0,0,,x")
    let shown = try pictures(0..<40, [event])
    #expect(shown.indices.filter { shown[$0] != shown[39] } == Array(0..<30))
  }

  @Test func whatNoFontHasIsAnError() throws {
    let gone = ScriptTrack.Event(start: 0, end: 900, layer: 0, fields: "Gone,,0,0,0,,x")
    #expect(Set(try pictures(0..<2, [gone])).count == 1)
    let glyph = ScriptTrack.Event(start: 0, end: 900, layer: 0, fields: "Default,,0,0,0,,河")
    let error = try #require(throws: TextError.self) { try pictures(0..<1, [glyph]) }
    #expect(error.code == .missingGlyphs && error.message.contains("河"))
  }

  /// libass would look into the fonts' small maps only.
  @Test func charactersBeyondThe65536thShow() throws {
    func picture(_ text: String) throws -> [UInt8] {
      let event = ScriptTrack.Event(
        start: 0, end: 900, layer: 0, fields: "Default,,0,0,0,,{\\fnNoto Sans CJK JP}\(text)")
      return try pictures(0..<1, [event], fonts: Fonts.sans + [Fonts.all[5]])[0]
    }
    let rare = try picture("𠮷")
    #expect(try picture("吉") != rare)
    #expect(try picture("") != rare)
  }

  /// Without `\fe-1`, libass puts runs of different fonts from left to right one after the other.
  @Test func runsOfOtherFontsKeepTheOrderOfTheirDirections() throws {
    func picture(_ text: String) throws -> [UInt8] {
      let event = ScriptTrack.Event(
        start: 0, end: 900, layer: 0, fields: "Default,,0,0,0,,{\\pos(320,200)}\(text)")
      return try pictures(0..<1, [event], fonts: Fonts.sans + [Fonts.all[2]])[0]
    }
    let (first, second) = ("{\\fnNoto Sans Hebrew}שלום{\\fn}", "{\\fnNoto Sans Hebrew}עולם{\\fn}")
    let logical = try picture("\u{200E}a \(first) \(second) b{\\fe-1}")
    #expect(try picture("a \(second) \(first) b") == logical)
    #expect(try picture("a \(first) \(second) b") != logical)
  }

  @Test func aRunInAnotherSizeLeavesTheRestAsItWas() throws {
    func picture(_ text: String) throws -> [UInt8] {
      let event = ScriptTrack.Event(
        start: 0, end: 900, layer: 0, fields: "Default,,0,0,0,,{\\an1\\pos(9,200)}\(text)")
      return try pictures(0..<1, [event], fonts: Fonts.sans + [Fonts.all[3]])[0]
    }
    let run = "{\\fnNoto Sans Devanagari\\fs+0.33}\\h{\\fn\\fs-0.319457889}"
    let pieces = (0..<20).map { _ in run }.joined()
    let plain = try picture("\(pieces)\\N{\\fs40}end")
    #expect(try picture("\(pieces)\\Nend") == plain)
    #expect(try picture("\(pieces)\\N{\\fs40.5}end") != plain)
  }
}
