internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Sets the catalogue's texts on a canvas.
final class TextSetter {
  let canvas: Canvas
  private let fonts: [String]
  private let typesetter: Typesetter
  private let painter: TextPainter

  /// - Parameter fonts: Paths of the node's font files, by their number.
  init(canvas: Canvas, fonts: [String]) throws {
    self.canvas = canvas
    self.fonts = fonts
    typesetter = try Typesetter()
    painter = TextPainter(typesetter)
  }

  /// A block and the pixel at which its top left corner stands.
  struct Placed {
    var block: TextBlock
    var x: Int
    var y: Int
  }

  func draw(_ placed: Placed) -> DrawnText {
    painter.draw(placed.block, x: placed.x, y: placed.y)
  }

  /// - Parameter lines: Lines that the text has, unless its letters would become small.
  func block(
    _ paragraphs: [TextParagraph], style: TextStyle, lines: Int? = nil
  ) throws -> TextBlock {
    try typesetter.block(
      paragraphs, style: blockStyle(style),
      limits: TextLimits(
        width: max(canvas.width - 2 * pixels(style.sideMargin), 8),
        height: max(canvas.height - 2 * pixels(style.margin), 8), lines: lines,
        language: style.language))
  }

  /// Where a block stands at an anchor, within the style's margins.
  func place(_ block: TextBlock, anchor: Anchor, style: TextStyle) -> Placed {
    let (side, margin) = (pixels(style.sideMargin), pixels(style.margin))
    let (width, height) = ((block.width + 63) / 64, (block.height + 63) / 64)
    let x =
      switch anchor.column {
      case .left: side
      case .center: (canvas.width - width) / 2
      case .right: canvas.width - side - width
      }
    let y =
      switch anchor.row {
      case .left: margin
      case .center: (canvas.height - height) / 2
      case .right: canvas.height - margin - height
      }
    return Placed(block: block, x: x, y: y)
  }

  // MARK: Parts

  func paragraph(
    _ piece: TextPiece, style: TextStyle, size: Rational? = nil
  ) throws -> TextParagraph {
    TextParagraph(
      spans: try spans(piece.text, fonts: piece.fonts, style: style), strut: try source(style.font),
      size: units(size ?? style.size))
  }

  /// A text in pieces of one font each.
  func spans(
    _ text: String, fonts: [FontRun], style: TextStyle,
    _ change: (inout TextParagraph.Span) -> Void = { _ in }
  ) throws -> [TextParagraph.Span] {
    let scalars = Array(text.unicodeScalars)
    var starts = fonts.filter { $0.start < scalars.count }
    if starts.first?.start != 0 { starts.insert(FontRun(start: 0, font: style.font), at: 0) }
    return try starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].start : scalars.count
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[min(starts[index].start, end)..<end])
      var span = TextParagraph.Span(text: String(part), font: try source(starts[index].font))
      change(&span)
      return span
    }
  }

  private func source(_ font: FontReference) throws -> FontSource {
    guard fonts.indices.contains(font.input) else {
      throw TextError(.missingFont, "The segment was given no font with the number \(font.input).")
    }
    return FontSource(
      path: fonts[font.input], face: font.face, isEmboldened: font.isEmboldened,
      isSlanted: font.isSlanted)
  }

  private func blockStyle(_ style: TextStyle) -> TextBlockStyle {
    TextBlockStyle(
      color: style.color, outlineColor: style.outlineColor, outline: units(style.outline),
      shadow: style.shadow.map { .init(color: $0.color, offset: units($0.offset)) },
      box: style.box.map {
        .init(color: $0.color, padding: units($0.padding), isPerLine: $0.isPerLine)
      },
      alignment: .init(style.alignment), lineSpacing: (style.lineSpacing * Rational(1000)).rounded,
      letterSpacing: (style.letterSpacing * Rational(1000)).rounded)
  }

  /// A fraction of the canvas's height in 1/64 pixel.
  func units(_ length: Rational) -> Int { (length * Rational(64 * canvas.height)).rounded }
  func pixels(_ length: Rational) -> Int { (length * Rational(canvas.height)).rounded }
}

extension TextBlockStyle.Alignment {
  fileprivate init(_ alignment: FilmVocabulary.TextAlignment) {
    switch alignment {
    case .left: self = .left
    case .center: self = .center
    case .right: self = .right
    }
  }
}

extension Anchor {
  /// The third of the frame's width that it names.
  var column: FilmVocabulary.TextAlignment {
    switch self {
    case .topLeft, .left, .bottomLeft: .left
    case .top, .center, .bottom: .center
    case .topRight, .right, .bottomRight: .right
    }
  }

  /// The third of the frame's height, from the top.
  var row: FilmVocabulary.TextAlignment {
    switch self {
    case .topLeft, .top, .topRight: .left
    case .left, .center, .right: .center
    case .bottomLeft, .bottom, .bottomRight: .right
    }
  }
}
