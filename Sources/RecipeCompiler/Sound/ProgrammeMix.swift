import StageCatalog

/// All that is heard in a film, at its place.
struct ProgrammeMix {
  var pieces: [SoundBuilder.Piece]
  /// What is ducked.
  var music: [SoundBuilder.Piece]
  var ducking: StageCatalog.Ducking?
  /// The film's length in samples.
  var samples: Int
}
