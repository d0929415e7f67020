import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// What painted letters look like.
extension TypesetterTests {
  @Test("Emoji keep their colours at any size")
  func emojiColors() throws {
    for size in [20, 100, 300] {
      let block = try block([("🟥", Self.emoji)], size: size)
      let typesetter = try Typesetter()
      let drawn = TextPainter(typesetter).draw(block, x: 10, y: 10)
      let picture = try #require(drawn.emoji().first)
      #expect(abs(picture.width - size * 136 / 109) <= 1)
      let middle = (picture.height / 2 * picture.width + picture.width / 2) * 4
      let pixel = picture.pixels[middle..<middle + 4].map(Int.init)
      // #F44336, as Noto's red square is painted.
      #expect(pixel[0] > 220 && pixel[1] < 90 && pixel[2] < 80 && pixel[3] == 255, "\(pixel)")
      let layer = TextLayer(width: 600, height: 600)
      layer.set([], emoji: [picture])
      let (x, y) = (picture.x + picture.width / 2, picture.y + picture.height / 2)
      let expected = VideoColor(
        Color(red: UInt8(pixel[0]), green: UInt8(pixel[1]), blue: UInt8(pixel[2])))
      #expect(abs(Int(layer.picture.luma.row(y)[x]) - Int(expected.luma)) <= 1)
      #expect(abs(Int(layer.picture.blue.row(y / 2)[x / 2]) - Int(expected.blue)) <= 2)
      #expect(abs(Int(layer.picture.red.row(y / 2)[x / 2]) - Int(expected.red)) <= 2)
    }
  }

  /// A copy of Noto Sans in which `glyph` is red, by a layer (`COLR`, version 0) of itself.
  private func redFont(glyph: UInt32) throws -> FontSource {
    func big(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let old = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.sans.path)))
    func number(_ place: Int, _ bytes: Int) -> Int {
      old[place..<place + bytes].reduce(0) { $0 << 8 | Int($1) }
    }
    var tables = (0..<number(4, 2)).map { index in
      let entry = 12 + 16 * index
      let start = number(entry + 8, 4)
      return (Array(old[entry..<entry + 4]), Array(old[start..<start + number(entry + 12, 4)]))
    }
    let id = big(Int(glyph), 2)
    let layers = big(0, 2) + big(1, 2) + big(14, 4) + big(20, 4) + big(1, 2)
    tables.append((Array("COLR".utf8), layers + id + big(0, 2) + big(1, 2) + id + big(0, 2)))
    let palette = big(0, 2) + big(1, 2) + big(1, 2) + big(1, 2) + big(14, 4) + big(0, 2)
    tables.append((Array("CPAL".utf8), palette + [0, 0, 255, 255]))
    tables.sort { $0.0.lexicographicallyPrecedes($1.0) }
    var head = Array(old[0..<4]) + big(tables.count, 2) + big(0, 6)
    var body: [UInt8] = []
    for (tag, table) in tables {
      head += tag + big(0, 4) + big(12 + 16 * tables.count + body.count, 4) + big(table.count, 4)
      body += table + [UInt8](repeating: 0, count: (4 - table.count % 4) % 4)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("red-\(UUID().uuidString).ttf")
    try Data(head + body).write(to: file)
    return FontSource(path: file.path)
  }

  @Test("Letters of fonts with coloured outlines show, those in colour and the others")
  func coloredOutlines() throws {
    let glyph = try block([("A", Self.sans)]).lines[0].runs[0].glyphs[0].id
    let font = try redFont(glyph: glyph)
    defer { try? FileManager.default.removeItem(atPath: font.path) }
    let drawn = TextPainter(try Typesetter()).draw(try block([("BAB", font)]), x: 0, y: 0)
    let plain = TextPainter(try Typesetter()).draw(try block([("BAB", Self.sans)]), x: 0, y: 0)
    let red = try #require(drawn.emoji().first)
    #expect(drawn.emoji().count == 1 && plain.emoji().isEmpty)
    let pixels = stride(from: 0, to: red.pixels.count, by: 4).map { red.pixels[$0..<$0 + 4] }
    #expect(pixels.contains([255, 0, 0, 255]) && pixels.allSatisfy { $0.dropFirst().first == 0 })
    let letters = drawn.bitmaps()
    let all = plain.bitmaps()
    #expect(letters.map(\.x).min() == all.map(\.x).min())
    #expect(letters.map { $0.x + $0.width }.max() == all.map { $0.x + $0.width }.max())
    func ink(_ bitmaps: [TextBitmap]) -> Int {
      bitmaps.reduce(0) { $0 + $1.pixels.reduce(0) { $0 + Int($1) } }
    }
    let redInk = pixels.reduce(0) { $0 + Int($1.last ?? 0) }
    #expect(abs(ink(letters) + redInk - ink(all)) < ink(all) / 100)
  }

  @Test("Pictures are made of the smallest bitmaps that need not grow")
  func strikes() {
    func strike(_ size: Int) -> Int? { FontFace.strike(for: size, among: [1280, 6400, 2048]) }
    #expect([640, 1280, 1281, 2048, 3000, 9000].map(strike) == [0, 0, 2, 2, 1, 1])
    #expect(FontFace.strike(for: 640, among: []) == nil)
  }

  @Test("A line of very many strokes keeps its letters and their outlines")
  func longLine() throws {
    let font = Self.font("NotoSansCJK-Regular.ttc", face: 2)
    let style = TextBlockStyle(outline: 64)
    let text = String(repeating: "鬱驫麤龘齉爨籲讟", count: 75)
    let block = try block([(text, font)], width: 30_000, size: 20, style: style)
    let whole = TextPainter(try Typesetter()).draw(block, x: 4, y: 4)
    let short = TextPainter(try Typesetter()).draw(
      try self.block([(String(text.prefix(8)), font)], size: 20, style: style), x: 4, y: 4)
    #expect(block.lineCount == 1)
    // Both the letters and what lies behind them are there to the line's end.
    let pairs = [
      (whole.below, short.below), (whole.words.map(\.bitmap), short.words.map(\.bitmap)),
    ]
    for (bitmaps, expected) in pairs {
      let right = try #require(bitmaps.map { $0.x + $0.width }.max())
      #expect(abs(right - block.width / 64) < 8)
      let (bitmap, expected) = (try #require(bitmaps.first), try #require(expected.first))
      #expect(bitmap.x == expected.x && bitmap.y == expected.y)
      // They look as in a short line.
      var differences = 0
      for row in 0..<expected.height {
        for column in 0..<expected.width - 8 {
          let pixel = bitmap.pixels[row * bitmap.stride + column]
          if pixel != expected.pixels[row * expected.stride + column] { differences += 1 }
        }
      }
      #expect(differences == 0)
    }
  }

  /// What letters cover, as one bitmap of the canvas's size.
  private func coverage(_ block: TextBlock, width: Int = 600, height: Int = 200) throws -> [UInt8] {
    let drawn = TextPainter(try Typesetter()).draw(block, x: 0, y: 0)
    var pixels = [UInt8](repeating: 0, count: width * height)
    for bitmap in drawn.bitmaps() {
      for row in 0..<bitmap.height {
        for column in 0..<bitmap.width {
          let (x, y) = (bitmap.x + column, bitmap.y + row)
          guard (0..<width).contains(x), (0..<height).contains(y) else { continue }
          let index = y * width + x
          pixels[index] = max(pixels[index], bitmap.pixels[row * bitmap.stride + column])
        }
      }
    }
    return pixels
  }

  @Test(
    "A line through or below letters is whole where it crosses them, in fonts of both kinds",
    arguments: [("漢字 了", "NotoSansCJK-Regular.ttc"), ("Hgj dy", "NotoSans-Regular.ttf")])
  func bars(text: String, file: String) throws {
    func block(bars: Bool) throws -> TextBlock {
      var span = TextParagraph.Span(text: text, font: Self.font(file))
      span.isUnderlined = bars
      span.isStruck = bars
      return try Typesetter().block(
        [TextParagraph(spans: [span], strut: Self.font(file), size: 6400)],
        style: TextBlockStyle(), limits: TextLimits(width: 600, height: 200))
    }
    let plain = try block(bars: false)
    let without = try coverage(plain)
    let with = try coverage(try block(bars: true))
    // No pixel loses what it had.
    #expect(zip(without, with).allSatisfy { $0 <= $1 })
    let baseline = plain.lines[0].y
    for middle in [baseline - 1600, baseline + 800] {
      let row = (middle / 64) * 600
      let line = with[row + 2..<row + plain.width / 64 - 2]
      #expect(line.allSatisfy { $0 == 255 }, "\(middle): \(line.min() ?? 0)")
    }
  }
}
