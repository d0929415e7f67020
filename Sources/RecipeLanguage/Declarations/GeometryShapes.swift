internal import FilmVocabulary

extension Declarations {
  /// `[x, y, width, height]` in fractions of the picture.
  static let rectangle: Shape<UnitRectangle> = {
    let numbers = Shape<[Rational]>.list(
      of: Shapes.number(.zero, Rational(1)), "[x, y, width, height]", minimum: 4, maximum: 4)
    return Shape("[x, y, width, height]", schema: numbers.schema) { node, reader in
      guard let values = numbers.read(node, reader) else { return nil }
      let (x, y, width, height) = (values[0], values[1], values[2], values[3])
      guard width > .zero, height > .zero else {
        reader.report("the width and the height must be greater than 0", at: node.mark)
        return nil
      }
      guard x + width <= Rational(1), y + height <= Rational(1) else {
        reader.report(
          "the part lies outside of the picture: x + width and y + height are at most 1",
          at: node.mark)
        return nil
      }
      return UnitRectangle(x: x, y: y, width: width, height: height)
    }
  }()

  /// `[x, y]` in fractions of a width and a height.
  static let point: Shape<UnitPoint> = {
    let numbers = Shape<[Rational]>.list(
      of: Shapes.number(.zero, Rational(1)), "[x, y], two numbers from 0 to 1", minimum: 2,
      maximum: 2)
    return numbers.map { UnitPoint(x: $0[0], y: $0[1]) }
  }()

  /// The name of a place or `[x, y]`.
  static let focus = Shape<UnitPoint>.either(
    "a position or [x, y]",
    scalar: Shapes.word("position", Anchor.self).map { UnitPoint($0) }, list: point)

  static let position = Shape<Overlay.Position>.either(
    "a position or [x, y]",
    scalar: Shapes.word("position", Anchor.self).map { .anchor($0) },
    list: point.map { .point($0) })
}
