import BuildGraph
import RecipeLanguage
import StageCatalog

/// A scene with what is known of its files and its speech; the same for every output.
struct SceneContent {
  /// The recipe's scene.
  var scene: Scene
  /// A name for people; in no key.
  var label: String
  var clips: [SceneClip]
  var overlays: [SceneOverlay]
  var voice: Voice
  /// Captions from a file; `nil` if there are none, or while they are not known.
  var captions: CaptionSource?

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

  /// The scene as messages call it: `'hook'`, or `scene3` for the third.
  var name: String { scene.id.map { "'\($0.value)'" } ?? label }

  /// Whether it is known what all files hold that the scene shows.
  var isKnown: Bool { clips.allSatisfy(\.isKnown) && overlays.allSatisfy(\.isKnown) }

  /// Whether a file gives its captions, and they are wanted.
  func needsCaptions(of recipe: Recipe) -> Bool {
    scene.captionFile != nil && !recipe.subtitles.modes.isEmpty
  }

  func isShown(in output: Output) -> Bool { scene.isShown(in: output) }
}

extension Scene {
  func isShown(in output: Output) -> Bool {
    guard let wanted = output.scenes else { return true }
    return wanted.contains { $0.value == id?.value }
  }
}
