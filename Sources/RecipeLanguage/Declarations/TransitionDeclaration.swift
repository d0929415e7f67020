internal import FilmVocabulary

extension Declarations {
  static let transition = Shape<TransitionDraft>.either(
    "the name of a transition, or a mapping",
    scalar: Shape(transitionName.expected, schema: transitionName.schema) { node, reader in
      transitionName.located.read(node, reader).map {
        TransitionDraft(mark: $0.mark, kind: $0)
      }
    },
    mapping: transitionMapping.shape(
      "transition", make: { TransitionDraft(mark: $0) }, finish: { draft, _ in draft })
  ).named("transitions")

  static let transitionMapping = MappingDeclaration<TransitionDraft>(
    "a transition", "How a scene gives way to the next.",
    fields: [
      Field("name", transitionName.located, "Its kind.", default: "that of `defaults`") {
        $0.kind = $1
      },
      Field(
        "duration", Shapes.positiveTime.located, "How long both scenes show.", default: "0.5s"
      ) { $0.duration = $1 },
      Field(
        "easing", Shapes.word("easing", TransitionEasing.self),
        "How its pace changes on the way.", default: "linear"
      ) { $0.easing = $1 },
    ])

  private static let transitionName = Shapes.word(
    "transition",
    [(name: "none", value: TransitionDraft.Kind.cut)]
      + TransitionKind.allCases.map { (name: $0.rawValue, value: .kind($0)) })
}
