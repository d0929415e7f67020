import FilmVocabulary
import StageCatalog

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
