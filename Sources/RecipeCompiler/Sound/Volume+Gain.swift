import FilmVocabulary
import RecipeLanguage

extension Volume {
  /// The gain in decibels to a thousandth, which nobody hears and every machine agrees on. Not
  /// for silence.
  var gain: Rational {
    switch self {
    case .decibels(let decibels): decibels
    case .factor: Rational(Int(((gainDecibels ?? 0) * 1000).rounded()), 1000)
    }
  }
}
