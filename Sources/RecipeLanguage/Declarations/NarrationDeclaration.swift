internal import FilmVocabulary

extension Declarations {
  static let narration: Shape<Narration> = narrationMapping.shape(
    "narration", make: { NarrationDraft(narration: Narration(mark: $0)) }
  ) { draft, reader in
    guard draft.media.check(reader) else { return nil }
    var narration = draft.narration
    narration.recording = draft.media.source
    return narration
  }

  struct NarrationDraft: Sendable {
    var narration: Narration
    var media = MediaSourceDraft()
  }

  static let narrationMapping = MappingDeclaration<NarrationDraft>(
    "the narration", "How the film's text is spoken.",
    fields: [
      Field(
        "engine",
        Shapes.word(
          "speech engine", SpeechEngine.allCases.map { ($0.rawValue, $0) },
          later: ["openai", "command", "worker"]
        ).located, "What speaks.", default: "espeak"
      ) { $0.narration.engine = $1 },
      Field(
        "voice", Shapes.name.located, "The engine's name of a voice.",
        default: "the engine's first for the film's language"
      ) { $0.narration.voice = $1 },
      Field(
        "rate", Shapes.number(Rational(1, 4), Rational(4)),
        "The pace as a multiple of the voice's own.", default: "1.0"
      ) { $0.narration.rate = $1 },
      Field(
        "pitch", Shapes.number(Rational(1, 2), Rational(2)),
        "The voice's height as a multiple of its own.", default: "1.0"
      ) { $0.narration.pitch = $1 },
      Field(
        "padding", padding,
        "Silence before and after a scene's speech: two times, or one for both.",
        default: "[0.2s, 0.4s]"
      ) {
        ($0.narration.paddingBefore, $0.narration.paddingAfter) = ($1[0], $1[1])
      },
      Field("gap", Shapes.time, "Silence between two sentences.", default: "0.15s") {
        $0.narration.gap = $1
      },
      Field("volume", Shapes.volume, "How loud the voice is.", default: "1") {
        $0.narration.volume = $1
      },
    ]
      + MediaSourceDraft.fields(
        "A recorded voice over the whole film, in place of speech.", \NarrationDraft.media))

  private static let padding = Shape<[TimeValue]>.either(
    "a time, or [before, after]", scalar: Shapes.time.map { [$0, $0] },
    list: .list(of: Shapes.time, "[before, after]", minimum: 2, maximum: 2))
}

extension Narration {
  /// The defaults.
  init(mark: SourceMark) {
    self.init(
      engine: Located(.espeak, at: mark), voice: nil, rate: Rational(1), pitch: Rational(1),
      paddingBefore: Self.defaultPaddingBefore, paddingAfter: Self.defaultPaddingAfter,
      gap: Self.defaultGap, volume: .unity, recording: nil)
  }
}
