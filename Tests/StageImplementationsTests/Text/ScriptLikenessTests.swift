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

  /// What of a look the pictures are to have.
  struct Look: CustomTestStringConvertible {
    var name: String
    var letterSpacing = Rational.zero
    var shadow: TextStyle.Shadow?
    var box: TextBox?
    var highlight: ScriptLook.Highlight?

    var testDescription: String { name }
  }

  /// The frame at which pictures are taken, of ten each second.
  private static let frame = 4

  /// - Parameter starts: The frame in which each word lights up.
  private func burned(_ look: Look, starts: [Int] = []) throws -> TextPicture {
    var style = Fonts.style()
    style.letterSpacing = look.letterSpacing
    style.shadow = look.shadow
    style.box = look.box
    var lines = Fonts.words(Self.text)
    var rest = starts[...]
    for line in lines.indices {
      for word in lines[line].words.indices {
        lines[line].words[word].start = rest.popFirst() ?? 0
      }
    }
    let track = CaptionTrack(
      style: style, anchor: .bottom, highlight: look.highlight?.color,
      highlightsBox: look.highlight?.isBox ?? false, cues: [.init(start: 0, end: 9, lines: lines)])
    let frames = try CaptionFrames(
      track, frames: 9, setter: TextSetter(canvas: canvas, fonts: Fonts.sans))
    return TextPicture(frames.frame(Self.frame).bitmaps, canvas: canvas)
  }

  private func written(_ look: Look, starts: [Int] = []) throws -> TextPicture {
    let style = Fonts.style()
    let look = ScriptLook(
      width: canvas.width, height: canvas.height, font: "Noto Sans", isBold: false,
      lineHeight: Rational(1, 12), letterSpacing: look.letterSpacing * style.size, color: .white,
      outlineColor: .black, outline: Rational(1, 240),
      shadow: look.shadow.map { .init(color: $0.color, offset: $0.offset) }, box: look.box,
      highlight: look.highlight, margin: Rational(1, 20), anchor: .bottom)
    var caption = Caption(start: 0, end: 1000, text: Self.text)
    if starts.isEmpty {
      // Where a line's markup changes, a box may not show twice.
      caption.runs = [
        .init(String(Self.text.prefix(40))),
        .init(String(Self.text.dropFirst(40).prefix(4)), markup: TextMarkup(color: .white)),
        .init(String(Self.text.dropFirst(44))),
      ]
    } else {
      var words = [""]
      for letter in Self.text {
        words[words.count - 1].append(letter)
        if letter.isWhitespace { words.append("") }
      }
      caption.runs = zip(words, starts).map { .init($0, spoken: 100 * $1) }
    }
    let script = try SubtitlesStage.text(
      of: .init(format: .ass, captions: [caption], look: look))
    let head = try #require(script.range(of: "Dialogue: "))
    let drawn = try ScriptCanvas(
      width: canvas.width, height: canvas.height, fonts: Fonts.sans, family: "Noto Sans",
      head: String(script[..<head.lowerBound]),
      events: script[head.lowerBound...].split(separator: "\n").map { line in
        let fields = line.dropFirst(10).split(
          separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
        return .init(start: 0, end: 1000, layer: Int(fields[0]) ?? -1, fields: String(fields[3]))
      })
    return TextPicture(
      drawn.bitmaps(atMilliseconds: 100 * Self.frame).bitmaps, canvas: canvas)
  }

  /// - Parameter limit: How much the pictures may differ, per letter's pixel.
  private func compare(
    _ burned: TextPicture, _ written: TextPicture, _ name: String, limit: Int = 28
  ) throws {
    burned.show("burned-\(name)")
    written.show("written-\(name)")
    let (first, second) = (try #require(burned.bounds()), try #require(written.bounds()))
    for (one, other) in [
      (first.left, second.left), (first.top, second.top), (first.right, second.right),
      (first.bottom, second.bottom),
    ] { #expect(abs(one - other) <= 8, "\(first) \(second)") }
    // All over the frame: letters a pixel apart and a box whose edge lies elsewhere are little.
    let difference = zip(burned.rgb, written.rgb).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    let inked = burned.mask().count { $0 }
    #expect(difference / 3 / inked < limit, "\(Double(difference) / 3 / Double(inked))")
  }

  @Test(arguments: [nil, Color("#00000080"), Color("#802000")], [false, true])
  func boxes(color: Color?, isPerLine: Bool) throws {
    let look = Look(
      name: "box",
      box: color.map { .init(color: $0, padding: Rational(1, 60), isPerLine: isPerLine) })
    let (burned, written) = (try burned(look), try written(look))
    try compare(burned, written, "\(color?.description ?? "none")-\(isPerLine)")
    let bounds = try #require(burned.bounds())
    // In the box, beside the letters of the first line.
    func pixel(_ picture: TextPicture) -> [Int] {
      let place = (bounds.top + 24) * picture.width + bounds.left + 5
      return picture.rgb[place * 3..<place * 3 + 3].map(Int.init)
    }
    if color != nil {
      #expect(zip(pixel(burned), pixel(written)).allSatisfy { abs($0 - $1) <= 2 })
    }
  }

  static let shadow = TextStyle.Shadow(color: Color("#FF0000") ?? .white, offset: Rational(1, 90))
  static let clearBox = TextBox(
    color: Color("#00000080") ?? .black, padding: Rational(1, 60), isPerLine: false)
  static let light = Color("#FFD400") ?? .black

  @Test(arguments: [
    Look(name: "spacing", letterSpacing: Rational(1, 5)),
    Look(name: "narrow", letterSpacing: Rational(-1, 20)),
    Look(name: "shadow", shadow: Self.shadow),
    Look(name: "shadow and box", shadow: Self.shadow, box: Self.clearBox),
    Look(name: "word", highlight: .init(color: Self.light, isBox: false)),
    Look(name: "lit box", highlight: .init(color: Self.light, isBox: true)),
    Look(
      name: "all", letterSpacing: Rational(1, 20), shadow: Self.shadow, box: Self.clearBox,
      highlight: .init(color: Self.light, isBox: true)),
  ])
  func looks(look: Look) throws {
    let plain = Look(name: "plain")
    // The third word is lit.
    let starts = look.highlight == nil ? [] : [1, 2, 4, 5, 6, 6, 7, 7, 8, 8, 8]
    let (burned, written) = (try burned(look, starts: starts), try written(look, starts: starts))
    // Where letters stand apart, each has an error of its own.
    try compare(burned, written, look.name, limit: look.letterSpacing == .zero ? 28 : 48)
    // A script without the look is less alike by what the look changes in the film.
    func difference(_ other: TextPicture) -> Int {
      zip(burned.rgb, other.rgb).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    }
    let effect = try difference(self.burned(plain))
    let gain = try difference(self.written(plain)) - difference(written)
    #expect(2 * gain > effect, "\(gain) \(effect)")
  }
}
