/// The film that all tools make: scenes of five seconds with half a second of crossfade between
/// them, stills that move and clips that do not, a spoken and captioned sentence in each, and
/// music that makes room for the speech. 1280 × 720, 30 frames a second.
struct ReferenceFilm {
  struct Scene {
    /// A picture or a video.
    var path: String
    var isStill: Bool
    var words: String
    /// A recording of the words.
    var speech: String
    /// The recording's length in seconds.
    var speechLength: Double
    /// How often the file has been shown before: each time another part of it shows.
    var turn = 0
  }

  static let width = 1280
  static let height = 720
  static let rate = 30
  /// Seconds.
  static let sceneLength = 5.0
  static let crossfade = 0.5
  /// Where in a scene its words begin, in seconds.
  static let speechStart = 0.7
  /// How much closer the camera comes to a still.
  static let zoom = 1.15
  /// A factor: -18 dB.
  static let musicVolume = 0.126
  /// A factor on that while someone speaks: -10 dB.
  static let duckedVolume = 0.316
  /// In how many seconds the music falls to it, and rises again: what reel does unless told otherwise.
  static let duckAttack = 0.2
  static let duckRelease = 0.6
  static let captionSize = 0.05

  var scenes: [Scene]
  /// A sound file.
  var music: String

  var length: Double {
    Double(scenes.count) * Self.sceneLength - Double(scenes.count - 1) * Self.crossfade
  }

  func start(ofScene index: Int) -> Double {
    Double(index) * (Self.sceneLength - Self.crossfade)
  }

  /// As many scenes as asked for, from this one's in turn, no two with the same pictures or words.
  func extended(to count: Int) -> ReferenceFilm {
    var film = self
    film.scenes = (0..<count).map { index in
      var scene = scenes[index % scenes.count]
      scene.turn = index / scenes.count
      if scene.turn > 0 { scene.words = "\(index + 1). \(scene.words)" }
      return scene
    }
    return film
  }
}
