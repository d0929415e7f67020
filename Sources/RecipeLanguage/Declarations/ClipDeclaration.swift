internal import FilmVocabulary

extension Declarations {
  /// What a scene shows: one clip, or several in order.
  static let clips = Shape<[ClipDraft]>.either(
    "a path, a mapping, or a list of these", scalar: clip.map { [$0] },
    list: .list(of: clip, "a list of clips, at least one"), mapping: clip.map { [$0] }
  ).named("clips")

  static let clip = Shape<ClipDraft>.either(
    "a path or a mapping for a clip",
    scalar: Shape(Shapes.source.expected, schema: Shapes.source.schema) { node, reader in
      Shapes.source.read(node, reader).map {
        var draft = ClipDraft(mark: $0.mark)
        draft.media.path = $0
        return draft
      }
    },
    mapping: clipMapping.shape("clip", make: { ClipDraft(mark: $0) }) { draft, reader in
      guard draft.media.check(reader), draft.play.check(reader) else { return nil }
      if draft.media.source == nil, let (key, mark) = draft.play.first(of: PlayDraft.keys) {
        reader.report(
          Diagnostic("'\(key)' belongs to a clip with a 'path' or a 'stage'", at: mark))
        return nil
      }
      if let frame = draft.play.retiming.frame,
        let (key, _) = draft.play.first(of: PlayDraft.movingKeys)
      {
        reader.report(
          Diagnostic("'\(key)' and 'frame' do not go together: a frame stands", at: frame.mark))
        return nil
      }
      if draft.angle != nil, draft.gradient == nil {
        reader.report(Diagnostic("'angle' belongs to a 'gradient'", at: draft.mark))
        return nil
      }
      return draft
    })

  static let clipMapping = MappingDeclaration<ClipDraft>(
    "a clip", "Something that a scene shows.",
    exclusiveKeys: ["path", "stage", "color", "gradient"],
    fields: MediaSourceDraft.fields("A video or a picture.", \ClipDraft.media) + [
      Field("color", Shapes.color, "An even colour.") { $0.color = $1 },
      Field(
        "gradient",
        .list(of: Shapes.color, "a list of two colours or more", minimum: 2, maximum: 16),
        "Colours that run into each other, evenly spread."
      ) { $0.gradient = $1 },
      Field(
        "angle", Shapes.number(Rational(-360), Rational(360)),
        "The gradient's direction in degrees, clockwise: 0 runs upwards, 90 to the right, 180"
          + " downwards.",
        default: "180"
      ) { $0.angle = $1 },
      Field(
        "fit", Shapes.word("fit", Fit.self), "How it fills a frame of another shape.",
        default: "the scene's"
      ) { $0.fit = $1 },
      Field(
        "focus", focus, "The point of the picture that `cover` keeps in view.",
        default: "the scene's"
      ) { $0.focus = $1 },
      Field(
        "background", background, "What shows beside and behind it.", default: "the scene's"
      ) { $0.background = $1 },
      Field(
        "duration", Shapes.positiveTime.located,
        "How long it shows, in a scene with several clips."
      ) { $0.duration = $1 },
    ] + PlayDraft.fields(\ClipDraft.play, volume: "1"))

  /// `[from, to]`, `[from]`, `from..to`, `from..` or `..to`.
  static let trim = Shape<Trim>.either(
    "[from, to] or from..to", scalar: trimText,
    list: Shape("[from, to]", schema: trimTimes.schema) { node, reader in
      guard let values = trimTimes.read(node, reader) else { return nil }
      return checked(Trim(from: values[0], to: values.count == 2 ? values[1] : nil), reader)
    })

  private static let trimTimes = Shape<[Located<TimeValue>]>.list(
    of: Shapes.time.located, "[from, to]", minimum: 1, maximum: 2)

  private static let trimText = Shape<Trim>(
    "[from, to] or from..to",
    schema: {
      Schema(["type": .string("string"), "pattern": .string(#"^.*\.\..*$"#)]).orVariable()
    }
  ) { node, reader in
    guard let scalar = reader.scalar(node, expected: "[from, to] or from..to") else { return nil }
    let mark = reader.mark(node.mark)
    let text = scalar.text[...]
    var parts: (String, String)?
    for index in text.indices.dropLast()
    where text[index] == "." && text[text.index(after: index)] == "." {
      parts = (String(text[..<index]), String(text[text.index(index, offsetBy: 2)...]))
      break
    }
    guard let (from, to) = parts, !(from.isEmpty && to.isEmpty),
      let start = from.isEmpty ? .zero : TimeValue(from),
      let end = to.isEmpty ? .some(nil) : TimeValue(to).map(Optional.some)
    else {
      reader.reportUnexpected(node, expected: "[from, to] or from..to")
      return nil
    }
    return checked(
      Trim(from: Located(start, at: mark), to: end.map { Located($0, at: mark) }), reader)
  }

  private static func checked(_ trim: Trim, _ reader: RecipeReader) -> Trim? {
    if let to = trim.to, to.value.isKnownLater(than: trim.from.value) == false {
      reader.report(Diagnostic("the part ends before it begins", at: to.mark))
      return nil
    }
    return trim
  }
}
