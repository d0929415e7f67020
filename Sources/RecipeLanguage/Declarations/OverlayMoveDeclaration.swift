internal import FilmVocabulary

extension Declarations {
  /// How an overlay comes or goes: a name, or a mapping.
  static let overlayMove = Shape<Overlay.Move>.either(
    "a name or a mapping",
    scalar: Shapes.word("animation", OverlayMove.self).map {
      Overlay.Move(name: $0, duration: OverlayMoveDraft().duration)
    },
    mapping: overlayMoveMapping.shape("overlay_move", make: { _ in OverlayMoveDraft() }) {
      draft, _ in
      draft.name.map { Overlay.Move(name: $0, duration: draft.duration) }
    })

  static let overlayMoveMapping = MappingDeclaration<OverlayMoveDraft>(
    "an animation", "How an overlay comes or goes.",
    fields: [
      Field("name", Shapes.word("animation", OverlayMove.self), "Its name.", required: true) {
        $0.name = $1
      },
      Field("duration", Shapes.positiveTime, "How long it takes.", default: "0.5s") {
        $0.duration = $1
      },
    ])

  struct OverlayMoveDraft: Sendable {
    var name: OverlayMove?
    var duration = TimeValue.seconds(Rational(1, 2))
  }

  private struct BorderDraft: Sendable {
    var width = Rational(5, 1000)
    var color = Color.white
  }

  static let border: Shape<OverlayMedia.Border> = MappingDeclaration<BorderDraft>(
    "a border", "A line along the inside of an overlay's edge.",
    fields: [
      Field(
        "width", Shapes.quantity("%", from: 0, to: 20, dividedBy: 100),
        "Its width, in percent of the frame's height.", default: "0.5%"
      ) { $0.width = $1 },
      Field("color", Shapes.color, "Its colour.", default: "white") { $0.color = $1 },
    ]
  ).shape("border", make: { _ in BorderDraft() }) { draft, _ in
    OverlayMedia.Border(width: draft.width, color: draft.color)
  }
}
