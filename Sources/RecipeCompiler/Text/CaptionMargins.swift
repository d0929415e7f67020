import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// How far captions keep from the canvas's edges, as fractions of its height.
struct CaptionMargins {
  var vertical: Rational
  var horizontal: Rational

  init(style: SubtitleStyle, canvas: Canvas) {
    vertical = max(style.margin, style.safeArea)
    horizontal = max(
      style.sideMargin ?? style.margin,
      style.safeArea * Rational(canvas.width, canvas.height))
  }

  /// The room between them, in thousandths of a font's size.
  func width(size: Rational, canvas: Canvas) -> Int {
    let room = Rational(canvas.width, canvas.height) - Rational(2) * horizontal
    return max((room / size * Rational(1000)).floor, 1000)
  }
}
