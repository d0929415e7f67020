import Foundation

/// The reference film as a recipe.
struct ReelFilm {
  var film: ReferenceFilm
  /// What is edited.
  var musicVolume = "-18dB"

  func recipe(output: String) -> String {
    var text = """
      title: Reference film
      narration: { padding: [\(ReferenceFilm.speechStart)s, 0.5s] }
      defaults:
        scene: { fit: cover, duration: \(ReferenceFilm.sceneLength)s }
        transition: { name: fade, duration: \(ReferenceFilm.crossfade)s }
      subtitles: { mode: burn, style: { size: 5% } }
      music: { path: "\(film.music)", volume: \(musicVolume), duck: { by: 10dB } }
      outputs: [{ path: \(output), resolution: 720p, fps: \(ReferenceFilm.rate) }]
      scenes:

      """
    let part = String(format: "%.6f", 1 / ReferenceFilm.zoom)
    let rest = String(format: "%.6f", (1 - 1 / ReferenceFilm.zoom) / 2)
    for scene in film.scenes {
      text += "  - text: \"\(scene.words)\"\n"
      text += "    narration: { path: \"\(scene.speech)\" }\n"
      text += "    clip: { path: \"\(scene.path)\", volume: 0 }\n"
      if scene.isStill {
        text +=
          "    effect: { ken_burns: { from: [0, 0, 1, 1], "
          + "to: [\(rest), \(rest), \(part), \(part)] } }\n"
      }
    }
    return text
  }
}
