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

  func style(of text: OverlayText) -> TextStyle {
    let font = text.font ?? recipe.subtitles.style.font
    return TextStyle(
      font: font?.value ?? SubtitleStyle.defaultFont, bold: false,
      size: TextFit.size(
        text.size, of: text.text.value, margin: Rational(5, 100), canvas: canvas),
      color: text.color, outlineColor: .black,
      outline: text.box == nil ? text.size * Rational(5, 100) : .zero, box: text.box,
      margin: Rational(5, 100))
  }
}
