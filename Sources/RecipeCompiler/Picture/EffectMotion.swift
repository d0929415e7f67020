import FilmVocabulary
import RecipeLanguage

/// The camera moves behind the names of effects.
enum EffectMotion {
  /// What the first and the last frame show; `nil` for no move.
  ///
  /// - Parameter focus: The point of the frame that zooms go towards and come from.
  static func rectangles(
    of effect: Effect, focus: UnitPoint
  ) -> (from: UnitRectangle, to: UnitRectangle)? {
    switch effect {
    case .none: nil
    case .zoomIn: (.full, around(focus))
    case .zoomOut: (around(focus), .full)
    case .panLeft: (right, left)
    case .panRight: (left, right)
    case .kenBurns(let from, let to): (from, to)
    }
  }

  /// How much closer a zoom comes: by 15 %, which a slow scene carries without looking restless.
  private static let part = Rational(20, 23)
  private static let rest = Rational(1) - part
  private static let left = rectangle(x: .zero)
  private static let right = rectangle(x: rest)

  private static func around(_ focus: UnitPoint) -> UnitRectangle {
    func start(_ place: Rational) -> Rational {
      max(.zero, min(rest, place - part / Rational(2)))
    }
    return UnitRectangle(x: start(focus.x), y: start(focus.y), width: part, height: part)
  }

  private static func rectangle(x: Rational) -> UnitRectangle {
    UnitRectangle(x: x, y: rest / Rational(2), width: part, height: part)
  }
}
