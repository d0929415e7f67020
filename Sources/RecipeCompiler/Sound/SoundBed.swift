import BuildGraph

/// The sound that lies under or over the whole film.
struct SoundBed {
  /// A recorded voice over the whole film.
  var narration: Recording?
  var music: Recording?

  struct Recording {
    var sound: NodeID
    var samples: Int
  }
}
