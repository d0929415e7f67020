internal import FilmVocabulary

extension CaptionPlacement {
  /// The place, of a frame's nine, in whose third of the height and of the width the text stands;
  /// the placement's own ``anchor`` where it gives no height or width.
  var nearestAnchor: Anchor {
    let row = y.map { [Anchor.Row.top, .middle, .bottom][Self.third($0)] } ?? anchor.row
    let column = x.map { [Anchor.Column.left, .middle, .right][Self.third($0)] } ?? anchor.column
    return Anchor.allCases.first { $0.row == row && $0.column == column } ?? anchor
  }

  /// 0, 1 or 2, also of what lies outside the frame.
  private static func third(_ fraction: Rational) -> Int {
    max(0, min(2, (fraction * Rational(3)).floor))
  }
}
