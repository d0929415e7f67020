import FilmVocabulary

/// Places of a text along the frame's width or height, in pixels.
struct ScriptAxis {
  /// The frame's.
  var length: Rational
  /// What stays free at both ends.
  var margin: Rational
  /// The text's.
  var size: Rational

  /// Which part of the text stands at its place: that nearest to the frame's left or upper edge, its
  /// middle, or that at the other end.
  enum Third: Int { case first, middle, last }

  /// Where a text stands that is to be at some place, and to stay within the margins.
  ///
  /// - Parameters:
  ///   - place: A fraction of the frame's length; `nil` for where the third usually stands.
  ///   - third: What of the text is to stand there.
  ///   - wanted: What of the text the answer is to give the place of. `nil` for the side that touches
  ///     a margin, which then stands there exactly whatever the size comes to; else for `third`.
  ///   - moved: How far on from there it is to be.
  func place(
    _ place: Rational?, third: Third, as wanted: Third?, moved: Rational = .zero
  ) -> (place: Rational, third: Third) {
    let usual: Rational =
      switch third {
      case .first: margin
      case .middle: length / Rational(2)
      case .last: length - margin
      }
    let start = (place.map { $0 * length } ?? usual) + moved - share(third)
    let low = min(margin, max(length - size, .zero) / Rational(2))
    let high = max(length - low - size, low)
    let kept = min(max(start, low), high)
    let result = wanted ?? (start < low || low == high ? .first : start > high ? .last : third)
    return ((kept + share(result)) / length, result)
  }

  private func share(_ third: Third) -> Rational { size * Rational(third.rawValue, 2) }

  static func anchor(_ column: Third, _ row: Third) -> Anchor {
    let anchors: [[Anchor]] = [
      [.topLeft, .top, .topRight], [.left, .center, .right],
      [.bottomLeft, .bottom, .bottomRight],
    ]
    return anchors[row.rawValue][column.rawValue]
  }
}

extension ScriptAxis.Third {
  init(_ row: Anchor.Row) {
    switch row {
    case .top: self = .first
    case .middle: self = .middle
    case .bottom: self = .last
    }
  }

  init(_ column: Anchor.Column) {
    switch column {
    case .left: self = .first
    case .middle: self = .middle
    case .right: self = .last
    }
  }
}
