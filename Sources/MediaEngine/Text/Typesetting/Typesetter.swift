/// Sets text: shaping, bidirectional order, line breaks, and a size at which it fits its room.
///
/// Only the font files that the text names are used. The result depends on the arguments alone,
/// so that a text looks the same in every piece of a film. Not for use by two threads at once.
public final class Typesetter {
  let library: FontLibrary
  private var faces: [FontSource: FontFace] = [:]

  /// - Throws: ``TextError`` with code ``TextError/Code/outOfMemory``.
  public init() throws(TextError) { library = try FontLibrary() }

  func face(_ source: FontSource) throws(TextError) -> FontFace {
    if let known = faces[source] { return known }
    let face = try FontFace(source, library: library)
    faces[source] = face
    return face
  }

  /// Sets paragraphs one below the other.
  ///
  /// Lines break where the paragraphs ask for it if they then fit, else as evenly as the text
  /// allows. What does not fit is set smaller, and broken within words where even that is not
  /// enough.
  ///
  /// - Throws: ``TextError``: a font cannot be used, or lacks a glyph.
  public func block(
    _ paragraphs: [TextParagraph], style: TextBlockStyle, limits: TextLimits
  ) throws(TextError) -> TextBlock {
    var measured: [Measured] = []
    for paragraph in paragraphs {
      measured.append(try measure(paragraph, style: style, language: limits.language))
    }
    let (scale, lines) = Self.fit(measured, style: style, limits: limits)
    return build(measured, lines: lines, style: style, scale: scale)
  }

  /// A paragraph at its full size.
  private struct Measured {
    var paragraph: TextParagraph
    var text: PreparedText
    /// The font of each span.
    var fonts: [FontFace]
    var breaker: LineBreaker
    /// The height of its lines.
    var extent: (ascent: Int, descent: Int)
  }

  private func measure(
    _ paragraph: TextParagraph, style: TextBlockStyle, language: String
  ) throws(TextError) -> Measured {
    let text = PreparedText(paragraph)
    var fonts: [FontFace] = []
    for span in paragraph.spans { fonts.append(try face(span.font)) }
    var advances = [Int](repeating: 0, count: text.units.count)
    let whole = 0..<text.units.count
    let shaper = TextShaper(letterSpacing: style.letterSpacing)
    var missing: [Unicode.Scalar] = []
    // Lines of one text are equally high, whatever fonts are in each.
    var extent = LineExtent(strut: try face(paragraph.strut))
    for font in fonts { extent.add(font) }
    for item in text.items(in: whole, fonts: fonts) {
      let font = fonts[item.span]
      let glyphs = shaper.glyphs(
        of: item, in: text, line: whole, font: font, size: paragraph.size, missing: &missing)
      for glyph in glyphs {
        advances[glyph.cluster] += glyph.advance
        extent.add(glyph, of: font, size: paragraph.size)
      }
    }
    guard missing.isEmpty else {
      throw TextError(missing: missing, font: fonts.count == 1 ? fonts[0].source : nil)
    }
    return Measured(
      paragraph: paragraph, text: text, fonts: fonts,
      breaker: LineBreaker(text: text, advances: advances, language: language),
      extent: (extent.ascent * paragraph.size / 1000, extent.descent * paragraph.size / 1000))
  }

  // MARK: Fitting

  /// The largest size at which all fits, and the lines then.
  private static func fit(
    _ measured: [Measured], style: TextBlockStyle, limits: TextLimits
  ) -> (scale: Int, lines: [[Range<Int>]]) {
    let lineLimit = limits.lines.map { limit in
      max(limit, measured.reduce(0) { $0 + $1.text.preferredEnds.count })
    }
    func trial(_ scale: Int, isForced: Bool, lineLimit: Int?) -> [[Range<Int>]]? {
      let width = limits.width * 64 * 64 / scale
      var lines: [[Range<Int>]] = []
      var height = 0
      for paragraph in measured {
        guard
          let found = paragraph.breaker.preferred(width: width)
            ?? paragraph.breaker.lines(width: width, isForced: isForced)
        else { return nil }
        lines.append(found)
        height += found.count * lineHeight(paragraph, style)
      }
      if let lineLimit, lines.reduce(0, { $0 + $1.count }) > lineLimit { return nil }
      return height * scale / 64 <= limits.height * 64 ? lines : nil
    }
    for scale in stride(from: 64, through: 40, by: -1) {
      if let lines = trial(scale, isForced: false, lineLimit: lineLimit) { return (scale, lines) }
    }
    for scale in stride(from: 64, to: 1, by: -1) {
      if let lines = trial(scale, isForced: scale <= 40, lineLimit: nil) { return (scale, lines) }
    }
    let width = limits.width * 64 * 64
    return (1, measured.map { $0.breaker.lines(width: width, isForced: true) ?? [] })
  }

  private static func lineHeight(_ paragraph: Measured, _ style: TextBlockStyle) -> Int {
    (paragraph.extent.ascent + paragraph.extent.descent) * style.lineSpacing / 1000
  }

  // MARK: Building

  private func build(
    _ measured: [Measured], lines: [[Range<Int>]], style: TextBlockStyle, scale: Int
  ) -> TextBlock {
    var block = TextBlock(lines: [], spans: [], style: style.scaled(scale), scale: scale)
    var top = 0
    for (paragraph, ranges) in zip(measured, lines) {
      let (ascent, descent) = (
        paragraph.extent.ascent * scale / 64, paragraph.extent.descent * scale / 64
      )
      for range in ranges {
        var line = self.line(
          paragraph, range, style: style, scale: scale, firstSpan: block.spans.count)
        (line.ascent, line.descent) = (ascent, descent)
        line.y = top + ascent
        block.lines.append(line)
        top += (ascent + descent) * style.lineSpacing / 1000
      }
      block.spans += paragraph.paragraph.spans
    }
    let width = block.width
    for index in block.lines.indices {
      let free = width - block.lines[index].width
      switch style.alignment {
      case .left: break
      case .center: block.lines[index].x = free / 2
      case .right: block.lines[index].x = free
      }
    }
    return block
  }

  private func line(
    _ paragraph: Measured, _ range: Range<Int>, style: TextBlockStyle, scale: Int, firstSpan: Int
  ) -> TextBlock.Line {
    let text = paragraph.text
    let size = paragraph.paragraph.size * scale / 64
    var visible = range
    while let last = visible.last, PreparedText.isSpace(text.units[last]) {
      visible = visible.lowerBound..<last
    }
    // A soft hyphen shows where the line ends behind it.
    let hyphen =
      visible.last.map { text.units[$0] == 0xAD && range.upperBound < text.units.count } ?? false
    let shaper = TextShaper(letterSpacing: style.letterSpacing)
    var runs: [TextBlock.Run] = []
    var x = 0
    // The whole paragraph was shaped before: nothing is missing but a hyphen, which then is not shown.
    var missing: [Unicode.Scalar] = []
    for item in PreparedText.Item.visualOrder(text.items(in: visible, fonts: paragraph.fonts)) {
      let font = paragraph.fonts[item.span]
      let endsWithHyphen = hyphen && item.range.upperBound == visible.upperBound
      let shaped = shaper.glyphs(
        of: item, in: text, line: visible, font: font, size: size, hyphen: endsWithHyphen,
        missing: &missing)
      var run = TextBlock.Run(font: font, size: size, glyphs: [])
      for glyph in shaped {
        run.glyphs.append(
          TextBlock.Glyph(
            id: glyph.id, x: x + glyph.x, y: glyph.y, advance: glyph.advance,
            span: firstSpan + text.spans[glyph.cluster]))
        x += glyph.advance
      }
      runs.append(run)
    }
    return TextBlock.Line(runs: runs, width: x, ascent: 0, descent: 0, x: 0, y: 0)
  }
}

extension TextBlockStyle {
  /// The style of letters that have so many sixty-fourths of their size.
  func scaled(_ scale: Int) -> TextBlockStyle {
    var style = self
    style.outline = outline * scale / 64
    style.shadow?.offset = (shadow?.offset ?? 0) * scale / 64
    style.box?.padding = (box?.padding ?? 0) * scale / 64
    return style
  }
}
