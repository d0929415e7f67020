internal import FilmVocabulary

extension Declarations {
  static let speed: Shape<Rational> = {
    let number = Shapes.number(Rational(1, 4), Rational(4))
    return Shape(number.expected, schema: number.schema) { node, reader in
      guard let value = number.read(node, reader) else { return nil }
      guard 1000 % value.denominator == 0 else {
        reader.report("a speed has three decimals at most", at: node.mark)
        return nil
      }
      return value
    }
  }()

  static let freezes = Shape<[Retiming.Freeze]>.either(
    "a mapping with 'at' and 'duration', or a list of them",
    list: .list(of: freeze, "a list of moments at which the picture stands"),
    mapping: freeze.map { [$0] })

  private struct FreezeDraft: Sendable {
    var at: Located<TimeValue>?
    var duration: TimeValue?
  }

  private static let freeze: Shape<Retiming.Freeze> = MappingDeclaration<FreezeDraft>(
    "a freeze", "A moment at which a video's picture stands.",
    fields: [
      Field("at", Shapes.time.located, "When, in the video's own time.", required: true) {
        $0.at = $1
      },
      Field("duration", Shapes.positiveTime, "For how long.", required: true) {
        $0.duration = $1
      },
    ]
  ).shape("freeze", make: { _ in FreezeDraft() }) { draft, _ in
    guard let at = draft.at, let duration = draft.duration else { return nil }
    return Retiming.Freeze(at: at, duration: duration)
  }

  static let adjustmentMapping = MappingDeclaration<ColorAdjustment>(
    "a colour adjustment", "Brightness and colour, as ffmpeg's filter of this name has them.",
    fields: [
      Field(
        "brightness", Shapes.number(Rational(-1), Rational(1)), "Light that is added.",
        default: "0"
      ) { $0.brightness = $1 },
      Field(
        "contrast", Shapes.number(Rational(-1000), Rational(1000)),
        "How far values lie from the middle.", default: "1"
      ) { $0.contrast = $1 },
      Field(
        "saturation", Shapes.number(.zero, Rational(3)), "How strong colours are; 0 is grey.",
        default: "1"
      ) { $0.saturation = $1 },
      gamma("gamma", "The curve of all light; more than 1 brightens.") { $0.gamma = $1 },
      gamma("gamma_r", "The curve of red.") { $0.gammaRed = $1 },
      gamma("gamma_g", "The curve of green.") { $0.gammaGreen = $1 },
      gamma("gamma_b", "The curve of blue.") { $0.gammaBlue = $1 },
      Field(
        "gamma_weight", Shapes.number(.zero, Rational(1)),
        "How much the curves count; less spares bright parts.", default: "1"
      ) { $0.gammaWeight = $1 },
    ])

  private static func gamma(
    _ name: String, _ summary: String,
    _ store: @escaping @Sendable (inout ColorAdjustment, Rational) -> Void
  ) -> Field<ColorAdjustment> {
    Field(
      name, Shapes.number(Rational(1, 10), Rational(10)), summary, default: "1", store: store)
  }

  static let adjustment: Shape<ColorAdjustment> = adjustmentMapping.shape(
    "eq", make: { _ in ColorAdjustment() }, finish: { adjustment, _ in adjustment })

  static let chromaKey = Shape<ChromaKey>.either(
    "a colour or a mapping for a chroma key",
    scalar: Shapes.color.map { ChromaKeyDraft(color: $0).key },
    mapping: chromaKeyMapping.shape("chroma_key", make: { _ in ChromaKeyDraft() }) { draft, _ in
      draft.key
    })

  static let chromaKeyMapping = MappingDeclaration<ChromaKeyDraft>(
    "a chroma key", "A colour that becomes transparent, as in ffmpeg's filter `chromakey`.",
    fields: [
      Field("color", Shapes.color, "The screen's colour.", required: true) { $0.color = $1 },
      Field(
        "similarity", Shapes.number(.zero, Rational(1)),
        "How far from it colours still vanish, where 1 is the largest distance.", default: "0.1"
      ) { $0.similarity = $1 },
      Field(
        "blend", Shapes.number(.zero, Rational(1)),
        "Over which further distance they become opaque.", default: "0.05"
      ) { $0.blend = $1 },
      Field(
        "despill", Shapes.number(.zero, Rational(1)),
        "How much of the screen's light is taken out of what stays.", default: "1"
      ) { $0.despill = $1 },
    ])

  struct ChromaKeyDraft: Sendable {
    var color = Color(red: 0, green: 255, blue: 0)
    var similarity = Rational(1, 10)
    var blend = Rational(1, 20)
    var despill = Rational(1)

    var key: ChromaKey {
      ChromaKey(color: color, similarity: similarity, blend: blend, despill: despill)
    }
  }

  private struct TableDraft: Sendable {
    var media = MediaSourceDraft()
  }

  static let table = Shape<MediaSource>.either(
    "a path or a mapping with a 'stage'", scalar: Shapes.source.map { .file($0) },
    mapping: MappingDeclaration<TableDraft>(
      "a table of colours", "A .cube file.", exclusiveKeys: ["path", "stage"],
      fields: MediaSourceDraft.fields("The .cube file.", \TableDraft.media)
    ).shape("lut", make: { _ in TableDraft() }) { draft, reader in
      draft.media.check(reader) ? draft.media.source : nil
    })
}
