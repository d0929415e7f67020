import BuildGraph
import FilmVocabulary
public import RecipeLanguage
import StageCatalog

extension Recipe {
  /// A name for people: the scene's id, else its number.
  func label(ofScene index: Int) -> String { scenes[index].id?.value ?? "scene\(index + 1)" }

  /// The place of the scene that a node's label begins with; `nil` for a node of no scene.
  public func sceneMark(ofNode label: String) -> SourceMark? {
    var own = label[...]
    // Which of several outputs the node is for stands first, as in `film2:hook/head`.
    if let colon = own.firstIndex(of: ":"), !own[..<colon].contains("/") {
      own = own[own.index(after: colon)...]
    }
    guard let end = own.firstIndex(where: { $0 == "/" || $0 == "+" }) else { return nil }
    return scenes.indices.first { self.label(ofScene: $0) == own[..<end] }.map { scenes[$0].mark }
  }
}

/// A scene with what is known of its files and its speech; the same for every output.
struct SceneContent {
  /// The recipe's scene.
  var scene: Scene
  /// A name for people; in no key.
  var label: String
  var clips: [SceneClip]
  var voice: Voice

  /// What is spoken in a scene.
  enum Voice {
    case none
    /// Not known yet.
    case pending
    case sentences([Sentence])
    case recording(sound: NodeID, samples: Int)
  }

  struct Sentence {
    var text: String
    var node: NodeID
    var timing: SpeechTiming
  }

  func isShown(in output: Output) -> Bool {
    guard let wanted = output.scenes else { return true }
    return wanted.contains { $0.value == scene.id?.value }
  }
}

/// Something that a scene shows, with what its file holds.
struct SceneClip {
  var clip: Clip
  /// `nil` for a colour or a gradient, and as long as the file has not been looked at.
  var media: Media?

  struct Media {
    var path: String
    var probe: NodeID
    var description: MediaDescription
  }

  var isKnown: Bool {
    if case .path = clip.source { return media != nil }
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
