internal import FilmVocabulary

extension CaptionPlacement {
  /// Of the nine places of a frame, the one in whose third of the height and of the width the text
  /// stands: its first, its last or its middle line, whichever the placement names.
  var nearestAnchor: Anchor {
    let row: Anchor.Row =
      switch y.map(Self.third) {
      case 0?: .top
      case 1?: .middle
      case 2?: .bottom
      default: anchor.row
      }
    let column: Anchor.Column =
      switch x.map(Self.third) {
      case 0?: .left
      case 1?: .middle
      case 2?: .right
      default: anchor.column
      }
    return Anchor.allCases.first { $0.row == row && $0.column == column } ?? anchor
  }

  private static func third(_ fraction: Rational) -> Int {
    max(0, min(2, (fraction * Rational(3)).floor))
  }
}
