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
    for scene in film.scenes {
      // A clip begins a fifth of a second later each time it shows, a still ends a bit closer.
      let start = String(format: "%.1f", 0.2 * Double(scene.turn))
      let zoom = ReferenceFilm.zoom + 0.02 * Double(scene.turn)
      let part = String(format: "%.6f", 1 / zoom)
      let rest = String(format: "%.6f", (1 - 1 / zoom) / 2)
      text += "  - text: \"\(scene.words)\"\n"
      text += "    narration: { path: \"\(scene.speech)\" }\n"
      if scene.isStill {
        text += "    clip: \"\(scene.path)\"\n"
        text +=
          "    effect: { ken_burns: { from: [0, 0, 1, 1], "
          + "to: [\(rest), \(rest), \(part), \(part)] } }\n"
      } else {
        text += "    clip: { path: \"\(scene.path)\", trim: \"\(start)..\", volume: 0 }\n"
      }
    }
    return text
  }
}
