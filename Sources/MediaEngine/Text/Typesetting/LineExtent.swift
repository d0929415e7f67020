/// How far a text's lines reach above and below their baselines, in thousandths of the font's size.
///
/// Most fonts say how much room their lines want, and get it. Some have to allow for piles of marks
/// or for signs of any shape (Arabic, Tibetan, symbols) and ask for half as much again as others, also
/// where a line holds a single arrow: of these counts what their letters cover.
struct LineExtent {
  private(set) var ascent: Int
  private(set) var descent: Int

  /// Fonts that ask for more are not taken at their word.
  private static let limit = (ascent: 1200, descent: 540)
  /// What lines have at least, if their own font is such a one: the height of Noto Sans.
  private static let usual = (ascent: 1069, descent: 293)
  /// What stays free beyond the letters of such a font.
  private static let gap = 40

  /// - Parameter strut: The font whose height lines have at least.
  init(strut: FontFace) {
    let own = strut.extent
    ascent = own.ascent > Self.limit.ascent ? Self.usual.ascent : own.ascent
    descent = own.descent > Self.limit.descent ? Self.usual.descent : own.descent
  }

  /// Makes room for a font of moderate height, whatever is set in it.
  mutating func add(_ font: FontFace) {
    let own = font.extent
    if own.ascent <= Self.limit.ascent { ascent = max(ascent, own.ascent) }
    if own.descent <= Self.limit.descent { descent = max(descent, own.descent) }
  }

  /// Makes room for a glyph of a tall font.
  mutating func add(_ glyph: TextShaper.Glyph, of font: FontFace, size: Int) {
    let own = font.extent
    guard own.ascent > Self.limit.ascent || own.descent > Self.limit.descent,
      let ink = font.ink(of: glyph.id)
    else { return }
    let raised = glyph.y * 1000 / max(size, 1)
    if own.ascent > Self.limit.ascent {
      ascent = max(ascent, min(own.ascent, ink.top + raised + Self.gap))
    }
    if own.descent > Self.limit.descent {
      descent = max(descent, min(own.descent, Self.gap - ink.bottom - raised))
    }
  }
}
