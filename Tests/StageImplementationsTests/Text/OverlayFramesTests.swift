import FilmVocabulary
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations

@Suite struct OverlayFramesTests {
  let canvas = Fonts.canvas

  func picture(_ overlays: [Overlay], frame: Int = 0, name: String? = nil) throws -> TextPicture {
    let setter = try TextSetter(canvas: canvas, fonts: Fonts.sans)
    let text = try OverlayFrames(overlays, setter: setter).frame(frame)
    let picture = TextPicture(text.bitmaps, emoji: text.emoji, canvas: canvas)
    if let name { picture.show(name) }
    return picture
  }

  func overlay(
    _ text: String, anchor: Anchor = .center, opacity: Rational = Rational(1),
    style: TextStyle = Fonts.style(bold: true), start: Int = 0, end: Int = 50
  ) -> Overlay {
    Overlay(
      content: .text(TextPiece(text), style: style), anchor: anchor, opacity: opacity,
      start: start, end: end)
  }

  @Test func aLongTitleBreaksInsideTheMargins() throws {
    let title = "Why cities bury their rivers, and what happens when the water comes back"
    let style = Fonts.style(size: Rational(1, 8), bold: true)
    let bounds = try #require(try picture([overlay(title, style: style)], name: "title").bounds())
    #expect(bounds.left >= 36 && bounds.right < canvas.width - 36)
    #expect(bounds.bottom - bounds.top > 200)
    #expect(abs(bounds.top + bounds.bottom - canvas.height) < 60)
  }

  @Test func everyAnchorHasItsPlace() throws {
    let overlays = Anchor.allCases.map { overlay($0.rawValue, anchor: $0) }
    _ = try picture(overlays, name: "anchors")
    for (anchor, x, y) in [
      (Anchor.topLeft, -1, -1), (.top, 0, -1), (.topRight, 1, -1), (.left, -1, 0),
      (.center, 0, 0), (.right, 1, 0), (.bottomLeft, -1, 1), (.bottom, 0, 1), (.bottomRight, 1, 1),
    ] {
      let bounds = try #require(try picture([overlay("place", anchor: anchor)]).bounds())
      let column = (bounds.left + bounds.right) / 2 * 3 / canvas.width - 1
      let row = (bounds.top + bounds.bottom) / 2 * 3 / canvas.height - 1
      #expect(column == x && row == y, "\(anchor)")
    }
  }

  @Test func opacityDimsFillAndOutline() throws {
    let full = try picture([overlay("dim")])
    let half = try picture([overlay("dim", opacity: Rational(1, 2))], name: "dim")
    let (whole, dimmed) = (try #require(full.bounds()), try #require(half.bounds()))
    #expect(abs(whole.left - dimmed.left) <= 1 && abs(whole.right - dimmed.right) <= 1)
    #expect(full.rgb.max() == 255)
    let brightest = try #require(half.rgb.max())
    #expect(brightest > 140 && brightest < 200)
  }

  @Test func textsAtOneAnchorDoNotPushEachOther() throws {
    let first = try picture([overlay("first")])
    let late = try picture([overlay("second", start: 10), overlay("first")])
    #expect(first.difference(late) == 0)
  }

  @Test func textShowsInItsFramesOnly() throws {
    let overlay = overlay("now", start: 10, end: 20)
    #expect(try picture([overlay], frame: 9).bounds() == nil)
    #expect(try picture([overlay], frame: 10).bounds() != nil)
    #expect(try picture([overlay], frame: 19).bounds() != nil)
    #expect(try picture([overlay], frame: 20).bounds() == nil)
  }
}
