import FilmVocabulary
import RecipeLanguage

/// The camera moves behind the names of effects.
enum EffectMotion {
  /// What the first and the last frame show; `nil` for no move.
  static func rectangles(of effect: Effect) -> (from: UnitRectangle, to: UnitRectangle)? {
    switch effect {
    case .none: nil
    case .zoomIn: (.full, centre)
    case .zoomOut: (centre, .full)
    case .panLeft: (right, left)
    case .panRight: (left, right)
    case .kenBurns(let from, let to): (from, to)
    }
  }

  /// How much closer a zoom comes: by 15 %, which a slow scene carries without looking restless.
  private static let part = Rational(20, 23)
  private static let rest = Rational(1) - part
  private static let centre = rectangle(x: rest / Rational(2))
  private static let left = rectangle(x: .zero)
  private static let right = rectangle(x: rest)

  private static func rectangle(x: Rational) -> UnitRectangle {
    UnitRectangle(x: x, y: rest / Rational(2), width: part, height: part)
  }
}
