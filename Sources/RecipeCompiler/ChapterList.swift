import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The chapters of one output.
struct ChapterList {
  var recipe: Recipe
  var scenes: [SceneContent]
  var timeline: Timeline
  var canvas: Canvas

  var chapters: [FilmParameters.Chapter] {
    let starts: [(title: String, frame: Int)]
    switch recipe.chapters {
    case .none: return []
    case .fromScenes:
      starts = zip(scenes, timeline.slots).enumerated().map { index, scene in
        (title(of: scene.0.scene) ?? "Scene \(index + 1)", scene.1.start)
      }
    case .list(let list):
      starts = list.map {
        ($0.title.value, $0.at.value.frames(atFrameRate: canvas.frameRate))
      }
    }
    let shown = starts.filter { $0.frame < timeline.frames }
    return shown.indices.map {
      FilmParameters.Chapter(
        title: shown[$0].title, start: shown[$0].frame,
        end: $0 + 1 < shown.count ? shown[$0 + 1].frame : timeline.frames)
    }
  }

  /// What a scene is about, in its own words. Never its id: ids are for the recipe's author, and
  /// renaming one must not make the film anew.
  private func title(of scene: Scene) -> String? {
    if let title = scene.title { return title.text.value }
    guard let text = scene.text?.value ?? scene.caption?.value,
      let sentence = SentenceSplitter.sentences(of: text).first
    else { return nil }
    if sentence.count <= Self.longest { return sentence }
    let words = sentence.prefix(Self.longest).split(separator: " ").dropLast()
    return words.isEmpty
      ? String(sentence.prefix(Self.longest)) + "…" : words.joined(separator: " ") + "…"
  }

  /// Characters of a chapter's title.
  private static let longest = 50
}
