/// Text in lines, with every glyph at its place. Lengths are in 1/64 pixel, y downwards.
public struct TextBlock {
  /// Glyphs of one font that follow each other in a line.
  struct Run {
    var font: FontFace
    var size: Int
    var glyphs: [Glyph]
  }

  struct Glyph {
    var id: UInt32
    /// From the line's left edge.
    var x: Int
    /// Above the baseline.
    var y: Int
    var advance: Int
    /// The paragraph's span, numbered through all paragraphs.
    var span: Int
  }

  struct Line {
    var runs: [Run]
    var width: Int
    var ascent: Int
    var descent: Int
    /// From the block's left edge.
    var x: Int
    /// The baseline, from the block's top edge.
    var y: Int
  }

  var lines: [Line]
  /// The spans of all paragraphs.
  var spans: [TextParagraph.Span]
  var style: TextBlockStyle
  /// How many sixty-fourths of the size that was asked for the letters have.
  public internal(set) var scale: Int

  /// The width of the widest line.
  public var width: Int { lines.map(\.width).max() ?? 0 }
  public var height: Int { lines.last.map { $0.y + $0.descent } ?? 0 }
  public var lineCount: Int { lines.count }
}
