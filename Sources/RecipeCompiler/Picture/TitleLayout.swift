import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Sets a title card: large words, and smaller ones under them.
enum TitleLayout {
  /// - Parameters:
  ///   - length: Frames for which the title shows.
  ///   - canvas: A long word is set smaller, so that it stays within the canvas.
  static func overlay(
    of title: TitleCard?, length: Int, canvas: Canvas
  ) -> StageCatalog.Overlay? {
    guard let title else { return nil }
    let margin = Rational(8, 100)
    let size = TextFit.size(title.size, of: title.text.value, margin: margin, canvas: canvas)
    let style = TextStyle(
      font: SubtitleStyle.defaultFont, bold: true, size: size, color: title.color,
      outlineColor: .black, outline: size * Rational(3, 100), box: nil, margin: margin)
    let content: StageCatalog.Overlay.Content =
      if let subtitle = title.subtitle {
        .title(title.text.value, subtitle: subtitle.value, style: style)
      } else {
        .text(title.text.value, style: style)
      }
    return StageCatalog.Overlay(
      content: content, anchor: title.position, opacity: Rational(1), start: 0, end: length)
  }
}
