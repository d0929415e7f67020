/// The reference film as a Python script with MoviePy 2, in its documentation's manner.
struct MoviePyFilm {
  var film: ReferenceFilm
  /// A TrueType file for the captions.
  var font: String

  func script(output: String) -> String {
    var text = """
      import numpy
      from moviepy import *
      from moviepy.video.fx import CrossFadeIn, Resize, Crop, Loop
      W, H, R, L, X = \(ReferenceFilm.width), \(ReferenceFilm.height), \(ReferenceFilm.rate), \
      \(ReferenceFilm.sceneLength), \(ReferenceFilm.crossfade)

      def cover(clip):
          clip = clip.resized(max(W / clip.w, H / clip.h))
          return clip.cropped(x_center=clip.w / 2, y_center=clip.h / 2, width=W, height=H)

      def still(path):
          clip = ImageClip(path).with_duration(L)
          least = max(W / clip.w, H / clip.h)
          moving = clip.resized(lambda t: least * (1 + \(ReferenceFilm.zoom - 1) * t / L))
          return CompositeVideoClip([moving.with_position("center")], size=(W, H)).with_duration(L)

      def video(path):
          clip = VideoFileClip(path, audio=False)
          return cover(clip.subclipped(0, min(L, clip.duration))).with_duration(L)

      def caption(words, start, length):
          text = TextClip(font="\(font)", text=words, font_size=36, color="white",
                          stroke_color="black", stroke_width=2, method="caption",
                          size=(W - 86, None))
          return (text.with_start(start).with_duration(length)
                  .with_position(("center", H - text.h - 43)))

      pictures, captions, sounds = [], [], []

      """
    for (index, scene) in film.scenes.enumerated() {
      let start = film.start(ofScene: index)
      let speech = start + ReferenceFilm.speechStart
      text +=
        "clip = \(scene.isStill ? "still" : "video")(\"\(scene.path)\").with_start(\(start))\n"
      if index > 0 { text += "clip = clip.with_effects([CrossFadeIn(X)])\n" }
      text += "pictures.append(clip)\n"
      text +=
        "captions.append(caption(\"\(scene.words)\", \(speech), \(scene.speechLength + 0.3)))\n"
      text += "sounds.append(AudioFileClip(\"\(scene.speech)\").with_start(\(speech)))\n"
    }
    return text + """
      times, volumes = \(musicEnvelope.map(\.time)), \(musicEnvelope.map(\.factor))

      def ducked(sound, t):
          return (sound(t).T * numpy.interp(t, times, volumes)).T

      music = AudioFileClip("\(film.music)").with_effects([afx.AudioLoop(duration=\(film.length))])
      music = music.transform(ducked)
      film = CompositeVideoClip(pictures + captions, size=(W, H)).with_duration(\(film.length))
      film = film.with_audio(CompositeAudioClip(sounds + [music]).with_duration(\(film.length)))
      film.write_videofile("\(output)", fps=R, codec="libx264", preset="veryfast",
                           audio_fps=48000, audio_codec="aac", audio_bitrate="192k", threads=2,
                           logger=None, ffmpeg_params=["-crf", "23"])

      """
  }

  /// The music's volume at the moments between which it changes evenly: lower while someone speaks.
  private var musicEnvelope: [(time: Double, factor: Double)] {
    let full = ReferenceFilm.musicVolume
    let low = full * ReferenceFilm.duckedVolume
    return film.scenes.indices.flatMap { index in
      let start = film.start(ofScene: index) + ReferenceFilm.speechStart
      let end = start + film.scenes[index].speechLength
      let next = film.start(ofScene: index + 1) + ReferenceFilm.speechStart
      // The next fall begins when this rise has ended.
      let rest = min(end + ReferenceFilm.duckRelease, next - ReferenceFilm.duckAttack)
      return [(start - ReferenceFilm.duckAttack, full), (start, low), (end, low), (rest, full)]
    }
  }
}
