/// The films that rounds are about. Each uses other stages; none takes half a second to make.
enum FilmList {
  static let all = [spoken, cuts, picture, music, titled]

  private static let film = "outputs: [{ path: out/film.mp4, resolution: 160x90, fps: 10 }]"

  private static let spoken = Film(
    name: "spoken",
    recipes: ["navy", "olive"].map { color in
      """
      narration: { engine: espeak, padding: 0.1s }
      scenes:
        - text: "One two."
          clip: { gradient: [red, blue] }
          effect: zoom-in
          transition: { name: fade, duration: 0.2s }
        - { clip: { color: \(color) }, duration: 600ms }
      subtitles: { mode: [sidecar] }
      \(film)
      """
    },
    sources: [], outputs: ["out/film.mp4", "out/film.srt"])

  private static let cuts = Film(
    name: "cuts",
    recipes: ["red", "lime"].map { color in
      """
      scenes:
        - { clip: { color: white }, duration: 500ms, transition: { name: wipeleft, duration: 0.2s } }
        - { clip: { gradient: [\(color), blue] }, duration: 500ms }
        - { clip: { color: black }, duration: 300ms }
      audio: { loudness: none }
      \(film)
      """
    },
    sources: [], outputs: ["out/film.mp4"])

  private static let picture = Film(
    name: "picture",
    recipes: Film.states.map { _ in
      """
      scenes:
        - { clip: picture.png, effect: pan-left, duration: 800ms, transition: { name: fade, duration: 0.2s } }
        - { clip: { color: teal }, duration: 400ms, overlays: [{ path: picture.png, position: center }] }
      audio: { loudness: none }
      \(film)
      """
    },
    sources: [
      (
        "picture.png",
        Film.states.map { state in
          PortablePicture.png(width: 200, height: 120) { x, y in
            (UInt8(x), UInt8(y), state == 0 ? 40 : UInt8((x * y) % 251))
          }
        }
      )
    ],
    outputs: ["out/film.mp4"])

  private static let music = Film(
    name: "music",
    recipes: Film.states.map { _ in
      """
      scenes:
        - { clip: still.png, duration: 700ms }
        - { clip: { gradient: [purple, aqua] }, duration: 500ms }
      music: { path: bed.wav, volume: 0.5, fade_out: 0.3s }
      \(film)
      """
    },
    sources: [
      (
        "bed.wav",
        Film.states.map { PortableSound.wav(seconds: 2, period: $0 == 0 ? 40 : 64) }
      ),
      (
        "still.png",
        Film.states.map { _ in
          PortablePicture.png(width: 160, height: 90) { x, y in (UInt8(y), UInt8(x), 99) }
        }
      ),
    ],
    outputs: ["out/film.mp4"])

  private static let titled = Film(
    name: "titled",
    recipes: ["Two", "Too"].map { word in
      """
      scenes:
        - { title: "One", clip: { color: maroon }, duration: 400ms }
        - { title: "\(word)", clip: { color: green }, duration: 400ms, caption: "Nobody speaks." }
      subtitles: { mode: [sidecar], formats: [srt, vtt] }
      audio: { loudness: none }
      outputs:
        - { path: out/wide.mp4, resolution: 160x90, fps: 10 }
        - { path: out/tall.mp4, resolution: 90x160, fps: 10 }
      """
    },
    sources: [],
    outputs: [
      "out/wide.mp4", "out/tall.mp4", "out/wide.srt", "out/wide.vtt", "out/tall.srt",
      "out/tall.vtt",
    ])
}
