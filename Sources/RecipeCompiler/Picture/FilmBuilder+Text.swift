import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

extension FilmBuilder {
  /// Gives a segment the file of a font that its text uses.
  func addFont(_ family: String, bold: Bool, at mark: SourceMark, inputs: inout InputList) {
    guard let file = services.fontFile(family: family, bold: bold) else {
      builder.report(Diagnostic("no font '\(family)' is installed", at: mark))
      return
    }
    _ = inputs.number("font", .file(path: file))
  }

  func style(of text: OverlayText) -> TextStyle {
    let font = text.font ?? recipe.subtitles.style.font
    return TextStyle(
      font: font?.value ?? SubtitleStyle.defaultFont, bold: false, size: text.size,
      color: text.color, outlineColor: .black,
      outline: text.box == nil ? text.size * Rational(5, 100) : .zero, box: text.box,
      margin: Rational(5, 100))
  }
}
