import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Something that a scene shows, with what its file holds.
struct SceneClip {
  var clip: Clip
  /// `nil` for a colour or a gradient, and as long as the file has not been looked at.
  var media: Media?

  struct Media {
    /// The file, or the output of an own stage.
    var source: Node.Source
    var probe: NodeID
    var description: MediaDescription
  }

  var isKnown: Bool {
    if case .media = clip.source { return media != nil }
    return true
  }

  /// How long the clip shows by itself, in seconds; `nil` for what has no length of its own.
  func length(atFrameRate rate: Rational) -> Rational? {
    if let duration = clip.duration { return duration.value.seconds(atFrameRate: rate) }
    guard let media, media.description.kind == .video, let video = media.description.video else {
      return nil
    }
    let from = clip.trim?.from.value.seconds(atFrameRate: rate) ?? .zero
    let end = clip.trim?.to?.value.seconds(atFrameRate: rate) ?? video.duration
    return min(end, video.duration) - from
  }
}
