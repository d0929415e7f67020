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
}
