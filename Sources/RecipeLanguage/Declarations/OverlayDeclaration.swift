internal import FilmVocabulary

extension Declarations {
  static let overlay: Shape<Overlay> = overlayMapping.shape(
    "overlay", make: { OverlayDraft(mark: $0) },
    check: { draft, reader in draft.checkTimes(reader) }
  ) { draft, reader in draft.overlay(reader) }

  static let overlayMapping = MappingDeclaration<OverlayDraft>(
    "an overlay", "A picture, a video or a text that stands over a scene.",
    exclusiveKeys: ["path", "stage", "text"],
    fields: MediaSourceDraft.fields("A picture or a video.", \OverlayDraft.media) + sizeFields
      + PlayDraft.fields(\OverlayDraft.play, volume: "0") + boxFields + textFields
      + placeFields(position: "center") + [
        Field(
          "start", Shapes.time.located, "When it appears, from the scene's start.", default: "0s"
        ) { $0.start = $1 },
        Field(
          "end", Shapes.time.located, "When it is gone, from the scene's start.",
          default: "the scene's end"
        ) { $0.end = $1 },
        Field("in", overlayMove, "How it comes.") { $0.entrance = $1 },
        Field("out", overlayMove, "How it goes.") { $0.exit = $1 },
      ])

  /// What stands over the whole film: an overlay without times.
  static let watermark: Shape<Overlay> = watermarkMapping.shape(
    "watermark",
    make: {
      var draft = OverlayDraft(mark: $0)
      draft.position = .anchor(.bottomRight)
      return draft
    }
  ) { draft, reader in draft.overlay(reader) }

  static let watermarkMapping = MappingDeclaration<OverlayDraft>(
    "a watermark", "A picture or a text that stands over the whole film.",
    exclusiveKeys: ["path", "stage", "text"],
    fields: MediaSourceDraft.fields("A picture.", \OverlayDraft.media) + sizeFields + textFields
      + placeFields(position: "bottom-right"))

  private static let sizeFields: [Field<OverlayDraft>] = [
    Field(
      "width", Shapes.quantity("%", from: 1, to: 100, dividedBy: 100).located,
      "The picture's width, in percent of the frame's width.",
      default: "20%, or what follows from the height"
    ) { $0.width = $1 },
    Field(
      "height", Shapes.quantity("%", from: 1, to: 100, dividedBy: 100).located,
      "The picture's height, in percent of the frame's height; with both, it fills the box.",
      default: "what follows from the width"
    ) { $0.height = $1 },
  ]

  private static let boxFields: [Field<OverlayDraft>] = [
    Field(
      "radius", Shapes.quantity("%", from: 0, to: 50, dividedBy: 100).located,
      "How far the picture's corners are rounded, in percent of the frame's height.",
      default: "0%"
    ) { $0.radius = $1 },
    Field("border", border.located, "A line along the inside of the picture's edge.") {
      $0.border = $1
    },
  ]

  private static let textFields: [Field<OverlayDraft>] =
    [
      Field("text", Shapes.words.located, "The words.") { $0.text = $1 },
      Field(
        "size", Shapes.quantity("%", from: 1, to: 50, dividedBy: 100).located,
        "The size of the font, in percent of the frame's height.", default: "5%"
      ) { $0.size = $1 },
      Field("color", Shapes.color.located, "The letters' colour.", default: "white") {
        $0.color = $1
      },
    ]
    + TextLook.fields(
      \OverlayDraft.look, font: "the subtitles' font", outline: "5%, or none with a box",
      bold: "false")

  private static func placeFields(position text: String) -> [Field<OverlayDraft>] {
    [
      Field(
        "position", position,
        "Where in the frame: a name, or [x, y] in fractions of the room that it leaves free.",
        default: text
      ) { $0.position = $1 },
      Field(
        "margin", Shapes.quantity("%", from: 0, to: 40, dividedBy: 100),
        "What stays free at the frame's edges, in percent of its height.",
        default: "4% for pictures, 5% for texts, 0% at [x, y]"
      ) { $0.margin = $1 },
      Field(
        "opacity", Shapes.number(.zero, Rational(1)), "0 is invisible, 1 covers.", default: "1"
      ) { $0.opacity = $1 },
    ]
  }
}
