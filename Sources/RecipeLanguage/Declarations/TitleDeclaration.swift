internal import FilmVocabulary

extension Declarations {
  static let titleCard = Shape<TitleCard>.either(
    "a text, or a mapping for a title",
    scalar: Shapes.words.located.map {
      TitleCard(
        text: $0, subtitle: nil, size: TitleCard.defaultSize, color: .white, look: TextLook(),
        position: .center)
    },
    mapping: titleMapping.shape("title", make: { _ in TitleDraft() }) { draft, _ in
      draft.text.map {
        TitleCard(
          text: $0, subtitle: draft.subtitle, size: draft.size, color: draft.color,
          look: draft.look, position: draft.position)
      }
    })

  struct TitleDraft: Sendable {
    var text: Located<String>?
    var subtitle: Located<String>?
    var size = TitleCard.defaultSize
    var color = Color.white
    var look = TextLook()
    var position = Anchor.center
  }

  static let titleMapping = MappingDeclaration<TitleDraft>(
    "a title", "Large words over a scene's picture.",
    fields: [
      Field("text", Shapes.words.located, "The words.", required: true) { $0.text = $1 },
      Field("subtitle", Shapes.words.located, "Words below, half as large.") { $0.subtitle = $1 },
      Field(
        "size", Shapes.quantity("%", from: 1, to: 50, dividedBy: 100),
        "The size of the font, in percent of the frame's height.", default: "12%"
      ) { $0.size = $1 },
      Field("color", Shapes.color, "The letters' colour.", default: "white") { $0.color = $1 },
      Field(
        "position", Shapes.word("position", Anchor.self), "Where in the frame.", default: "center"
      ) { $0.position = $1 },
    ] + TextLook.fields(\TitleDraft.look, font: "Noto Sans", outline: "3%", bold: "true"))
}
