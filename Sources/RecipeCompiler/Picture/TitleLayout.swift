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
    let style = TextStyle(
      font: SubtitleStyle.defaultFont, bold: true,
      size: TextFit.size(title.size, of: title.text.value, margin: margin, canvas: canvas),
      color: title.color, outlineColor: .black, outline: title.size * Rational(3, 100), box: nil,
      margin: margin)
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

/// Keeps words within the canvas: lines break between words only.
enum TextFit {
  /// The size, or a smaller one at which the longest word fits between the margins.
  ///
  /// A bold letter is on average about two thirds as wide as the font's size.
  static func size(
    _ size: Rational, of text: String, margin: Rational, canvas: Canvas
  ) -> Rational {
    let longest = text.split(separator: " ").map(\.count).max() ?? 0
    guard longest > 0 else { return size }
    let width = Rational(canvas.width, canvas.height) - Rational(2) * margin
    return min(size, max(width / (Rational(longest) * Rational(2, 3)), Rational(1, 100)))
  }
}
