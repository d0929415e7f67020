internal import FilmVocabulary

extension Declarations {
  struct BackgroundDraft: Sendable {
    var mark: SourceMark
    var media = MediaSourceDraft()
    var color: Color?
    var gradient: [Color]?
    var angle: Rational?
    var trim: Trim?
  }

  /// A colour, a path, or a mapping.
  static let background = Shape<Background>.either(
    "a colour, a path or a mapping",
    scalar: Shape("a colour or a path", schema: Shapes.source.schema) { node, reader in
      if let scalar = reader.scalar(node, expected: "a colour or a path"),
        let color = Color(scalar.text)
      {
        return Background(source: .color(color))
      }
      return Shapes.source.read(node, reader).map { Background(source: .media(.file($0))) }
    },
    mapping: backgroundMapping.shape("background", make: { BackgroundDraft(mark: $0) }) {
      draft, reader in
      guard draft.media.check(reader) else { return nil }
      if draft.angle != nil, draft.gradient == nil {
        reader.report(Diagnostic("'angle' belongs to a 'gradient'", at: draft.mark))
        return nil
      }
      if let media = draft.media.source {
        return Background(source: .media(media), trim: draft.trim)
      }
      if let trim = draft.trim {
        reader.report(
          Diagnostic("'trim' belongs to a 'path' or a 'stage'", at: trim.from.mark))
        return nil
      }
      if let gradient = draft.gradient {
        return Background(source: .gradient(gradient, angle: draft.angle ?? Rational(180)))
      }
      return Background(source: .color(draft.color ?? .black))
    })

  static let backgroundMapping = MappingDeclaration<BackgroundDraft>(
    "a background", "What shows beside and behind a clip.",
    exclusiveKeys: ["path", "stage", "color", "gradient"],
    fields: MediaSourceDraft.fields(
      "A picture or a video; a video is repeated.", \BackgroundDraft.media) + [
        Field("color", Shapes.color, "An even colour.") { $0.color = $1 },
        Field("gradient", gradient, "Colours that run into each other, evenly spread.") {
          $0.gradient = $1
        },
        Field("angle", angle, "The gradient's direction in degrees, clockwise.", default: "180") {
          $0.angle = $1
        },
        Field("trim", trim, "The part of a video that is used.") { $0.trim = $1 },
      ])

  static let gradient = Shape<[Color]>.list(
    of: Shapes.color, "a list of two colours or more", minimum: 2, maximum: 16)

  static let angle = Shapes.number(Rational(-360), Rational(360))
}
