internal import FilmVocabulary

extension Declarations {
  static let music = Shape<Music>.either(
    "a path, or a mapping for the music",
    scalar: Shapes.source.map { Music(source: .file($0)) },
    mapping: musicMapping.shape("music", make: { _ in MusicDraft() }) { draft, reader in
      guard draft.media.check(reader) else { return nil }
      return draft.media.source.map {
        Music(
          source: $0, volume: draft.volume, loops: draft.loops, ducking: draft.ducking,
          fadeIn: draft.fadeIn, fadeOut: draft.fadeOut, start: draft.start)
      }
    })

  struct MusicDraft: Sendable {
    var media = MediaSourceDraft()
    var volume = Music.defaultVolume
    var loops = true
    var ducking: Ducking? = Ducking()
    var fadeIn = TimeValue.zero
    var fadeOut = Music.defaultFadeOut
    var start: Located<TimeValue>?
  }

  static let musicMapping = MappingDeclaration<MusicDraft>(
    "the music", "The music under the film.", exclusiveKeys: ["path", "stage"],
    fields: MediaSourceDraft.fields("The sound file.", \MusicDraft.media) + [
      Field("volume", Shapes.volume, "How loud it is.", default: "-18dB") {
        $0.volume = $1
      },
      Field(
        "loop", Shapes.boolean, "Whether it begins again when it ends before the film.",
        default: "true"
      ) { $0.loops = $1 },
      Field(
        "duck", ducking, "How it makes room for speech; false for not at all.",
        default: "{ by: 10dB }"
      ) { $0.ducking = $1 },
      Field("fade_in", Shapes.time, "How long it takes to come in.", default: "0s") {
        $0.fadeIn = $1
      },
      Field("fade_out", Shapes.time, "How long it takes to go at the film's end.", default: "2s") {
        $0.fadeOut = $1
      },
      Field("start", Shapes.time.located, "Where in the sound file it begins.", default: "0s") {
        $0.start = $1
      },
    ])

  private static let ducking = Shape<Ducking?>.either(
    "true, false, or a mapping", scalar: Shapes.boolean.map { $0 ? Ducking() : nil },
    mapping: duckingMapping.shape("ducking", make: { _ in Ducking() }) { ducking, _ in
      .some(.some(ducking))
    })

  static let duckingMapping = MappingDeclaration<Ducking>(
    "the ducking", "How music makes room for speech.",
    fields: [
      Field("by", Shapes.quantity("dB", from: 0, to: 60), "How much softer.", default: "10dB") {
        $0.by = $1
      },
      Field("attack", Shapes.time, "How long it takes to get softer.", default: "0.2s") {
        $0.attack = $1
      },
      Field("release", Shapes.time, "How long it takes to come back.", default: "0.6s") {
        $0.release = $1
      },
    ])
}

extension Music {
  /// The defaults with a file.
  init(source: MediaSource) {
    self.init(
      source: source, volume: Self.defaultVolume, loops: true, ducking: Ducking(), fadeIn: .zero,
      fadeOut: Self.defaultFadeOut, start: nil)
  }
}
