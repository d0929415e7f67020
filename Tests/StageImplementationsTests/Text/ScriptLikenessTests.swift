import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations

/// A script that is written beside a film looks about as the captions that are burned into it, where
/// libass shows it.
@Suite struct ScriptLikenessTests {
  let canvas = Fonts.canvas
  static let text = "The word for river is water\nand this is line two"

  private func burned(box: TextBox?) throws -> TextPicture {
    var style = Fonts.style()
    style.box = box
    let track = CaptionTrack(
      style: style, anchor: .bottom, highlight: nil,
      cues: [.init(start: 0, end: 9, lines: Fonts.words(Self.text))])
    let frames = try CaptionFrames(
      track, frames: 9, setter: TextSetter(canvas: canvas, fonts: Fonts.sans))
    return TextPicture(frames.frame(0).bitmaps, canvas: canvas)
  }

  private func written(box: TextBox?) throws -> TextPicture {
    let look = ScriptLook(
      width: canvas.width, height: canvas.height, font: "Noto Sans", isBold: false,
      lineHeight: Rational(1, 12), color: .white, outlineColor: .black, outline: Rational(1, 240),
      box: box, margin: Rational(1, 20), anchor: .bottom)
    var caption = Caption(start: 0, end: 1000, text: Self.text)
    // Where a line's markup changes, a box may not show twice.
    caption.runs = [
      .init(String(Self.text.prefix(40))),
      .init(String(Self.text.dropFirst(40).prefix(4)), markup: TextMarkup(color: .white)),
      .init(String(Self.text.dropFirst(44))),
    ]
    let script = try SubtitlesStage.text(
      of: .init(format: .ass, captions: [caption], look: look))
    let head = try #require(script.range(of: "Dialogue: 0,0:00:00.00,0:00:01.00,"))
    let drawn = try ScriptCanvas(
      width: canvas.width, height: canvas.height, fonts: Fonts.sans, family: "Noto Sans",
      head: String(script[..<head.lowerBound]),
      events: [
        .init(
          start: 0, end: 1000, layer: 0,
          fields: String(script[head.upperBound...].dropLast()))
      ])
    return TextPicture(drawn.bitmaps(atMilliseconds: 500).bitmaps, canvas: canvas)
  }

  @Test(arguments: [nil, Color("#00000080"), Color("#802000")], [false, true])
  func boxes(color: Color?, isPerLine: Bool) throws {
    let padding = Rational(1, 60)
    let burned = try burned(
      box: color.map { .init(color: $0, padding: padding, isPerLine: isPerLine) })
    let written = try written(
      box: color.map { .init(color: $0, padding: padding, isPerLine: isPerLine) })
    burned.show("burned-\(color?.description ?? "none")-\(isPerLine)")
    written.show("written-\(color?.description ?? "none")-\(isPerLine)")
    let (first, second) = (try #require(burned.bounds()), try #require(written.bounds()))
    for (one, other) in [
      (first.left, second.left), (first.top, second.top), (first.right, second.right),
      (first.bottom, second.bottom),
    ] { #expect(abs(one - other) <= 8, "\(first) \(second)") }
    // In the box, beside the letters of the first line.
    func pixel(_ picture: TextPicture) -> [Int] {
      let place = (first.top + 24) * picture.width + first.left + 5
      return picture.rgb[place * 3..<place * 3 + 3].map(Int.init)
    }
    if color != nil {
      #expect(zip(pixel(burned), pixel(written)).allSatisfy { abs($0 - $1) <= 2 })
    }
    // All over the frame: letters a pixel apart and a box whose edge lies elsewhere are little.
    let difference = zip(burned.rgb, written.rgb).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    let inked = burned.mask().count { $0 }
    #expect(difference / 3 / inked < 28, "\(Double(difference) / 3 / Double(inked))")
  }
}
