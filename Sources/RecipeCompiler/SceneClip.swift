import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Something that a scene shows, with what its file holds.
struct SceneClip {
  var clip: Clip
  /// `nil` for a colour or a gradient, and as long as the file has not been looked at.
  var media: Media?
  /// The same for what shows behind it.
  var background: Media?
  /// Whether its table of colours has been looked at, or it has none.
  var isTableKnown = true

  struct Media {
    /// The file, or the output of an own stage.
    var source: Node.Source
    var probe: NodeID
    var description: MediaDescription
  }

  var isKnown: Bool {
    guard isTableKnown else { return false }
    if case .media = clip.source, media == nil { return false }
    if case .media = clip.background?.source, background == nil { return false }
    return true
  }

  /// How the clip plays, if it is a file's picture.
  func played(atFrameRate rate: Rational) -> PlayedMedia? {
    media.map {
      PlayedMedia(
        description: $0.description, trim: clip.trim, retiming: clip.retiming, loops: clip.loops,
        frameRate: rate)
    }
  }

  /// How long the clip shows by itself, in seconds; `nil` for what has no length of its own.
  func length(atFrameRate rate: Rational) -> Rational? {
    if let duration = clip.duration { return duration.value.seconds(atFrameRate: rate) }
    guard let played = played(atFrameRate: rate), played.isMoving else { return nil }
    return played.length
  }
}
