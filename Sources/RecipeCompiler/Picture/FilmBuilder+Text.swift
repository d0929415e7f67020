import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

extension FilmBuilder {
  /// Gives a segment the file of the font that a style names, and turns the style's size into
  /// the font's line height.
  func resolveFont(
    of style: TextStyle, at mark: SourceMark, inputs: inout InputList
  ) -> TextStyle {
    guard let font = services.fontFile(family: style.font, bold: style.bold) else {
      builder.report(Diagnostic("no font '\(style.font)' is installed", at: mark))
      return style
    }
    _ = inputs.number("font", .file(path: font.path))
    var resolved = style
    resolved.size = style.size * font.lineHeight
    return resolved
  }

  /// The same for all texts among overlays.
  func resolveFonts(
    of overlays: inout [StageCatalog.Overlay], at mark: SourceMark, inputs: inout InputList
  ) {
    for index in overlays.indices {
      switch overlays[index].content {
      case .picture: continue
      case .text(let text, let style):
        let resolved = resolveFont(of: style, at: mark, inputs: &inputs)
        overlays[index].content = .text(text, style: resolved)
      case .title(let text, let subtitle, let style):
        let resolved = resolveFont(of: style, at: mark, inputs: &inputs)
        var plain = style
        plain.bold = false
        _ = resolveFont(of: plain, at: mark, inputs: &inputs)
        overlays[index].content = .title(text, subtitle: subtitle, style: resolved)
      }
    }
  }

  /// - Parameter margin: What stays free at the canvas's edges, as a fraction of its height.
  func style(of text: OverlayText, margin: Rational) -> TextStyle {
    let font = text.font ?? recipe.subtitles.style.font
    return TextStyle(
      font: font?.value ?? SubtitleStyle.defaultFont, bold: false,
      size: TextFit.size(
        text.size, of: text.text.value, margin: margin, canvas: canvas),
      color: text.color, outlineColor: .black,
      outline: text.box == nil ? text.size * Rational(5, 100) : .zero, box: text.box,
      margin: margin)
  }
}
