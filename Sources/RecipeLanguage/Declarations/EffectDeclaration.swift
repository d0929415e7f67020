internal import FilmVocabulary

extension Declarations {
  static let effect = Shape<Effect>.either(
    "an effect",
    scalar: Shapes.word(
      "effect",
      [
        ("none", .none), ("zoom-in", .zoomIn), ("zoom-out", .zoomOut), ("pan-left", .panLeft),
        ("pan-right", .panRight),
      ]),
    mapping: MappingDeclaration<EffectDraft>(
      "an effect", "A movement of the picture in its frame.",
      fields: [
        Field(
          "ken_burns", kenBurns, "A slow move from one part of the picture to another.",
          required: true
        ) { $0.effect = $1 }
      ]
    ).shape("effect", make: { _ in EffectDraft() }) { draft, _ in draft.effect })

  private static let kenBurns: Shape<Effect> = MappingDeclaration<KenBurnsDraft>(
    "a Ken Burns move", "The parts of the picture that fill the frame first and last.",
    fields: [
      Field("from", rectangle, "The part that is seen first: x, y, width, height.", required: true)
      { $0.from = $1 },
      Field("to", rectangle, "The part that is seen last: x, y, width, height.", required: true) {
        $0.to = $1
      },
    ]
  ).shape("ken_burns", make: { _ in KenBurnsDraft() }) { draft, _ in
    guard let from = draft.from, let to = draft.to else { return nil }
    return .kenBurns(from: from, to: to)
  }

  private struct EffectDraft: Sendable {
    var effect: Effect?
  }

  private struct KenBurnsDraft: Sendable {
    var from: UnitRectangle?
    var to: UnitRectangle?
  }

  /// `[x, y, width, height]` in fractions of the picture.
  private static let rectangle: Shape<UnitRectangle> = {
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
}
