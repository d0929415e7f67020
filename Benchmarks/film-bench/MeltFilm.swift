/// The reference film as a command for melt, MLT's own program. Pictures of another shape than the
/// frame's have bars, and the music makes no room for the speech: neither is to be had by a word. Its
/// caption filter counts time from each clip's start, so that every scene shows the first caption.
struct MeltFilm {
  var film: ReferenceFilm
  /// An ASS file.
  var captions: String
  /// All speech in one sound file.
  var speech: String

  func command(output: String) -> [String] {
    let frames = Int(ReferenceFilm.sceneLength * Double(ReferenceFilm.rate))
    let overlap = Int(ReferenceFilm.crossfade * Double(ReferenceFilm.rate))
    let (width, height) = (Double(ReferenceFilm.width), Double(ReferenceFilm.height))
    let total = Int(film.length * Double(ReferenceFilm.rate))
    var words = ["melt", "-silent", "-profile", "atsc_720p_30"]
    for (index, scene) in film.scenes.enumerated() {
      words += [scene.path, "in=0", "out=\(frames - 1)"]
      if scene.isStill {
        words += ["length=\(frames)", "ttl=1"]
        let (wide, high) = (width * ReferenceFilm.zoom, height * ReferenceFilm.zoom)
        words += [
          "-attach-clip", "affine",
          "transition.rect=0=0 0 \(width) \(height) 1;\(frames - 1)="
            + "\((width - wide) / 2) \((height - high) / 2) \(wide) \(high) 1",
        ]
      }
      if index > 0 { words += ["-mix", "\(overlap)", "-mixer", "luma"] }
    }
    words += ["-attach-track", "avfilter.subtitles", "av.filename=\(captions)"]
    words += ["-track", speech, "out=\(total - 1)"]
    // Without the cover that a sound file may hold.
    words += ["-track", film.music, "video_index=-1", "out=\(total - 1)"]
    words += ["-attach-track", "volume", "level=-18"]
    words += ["-transition", "mix", "a_track=0", "b_track=1", "sum=1", "always_active=1"]
    words += ["-transition", "mix", "a_track=0", "b_track=2", "sum=1", "always_active=1"]
    return words + [
      "-consumer", "avformat:\(output)", "vcodec=libx264", "preset=veryfast", "crf=23",
      "acodec=aac", "ab=192k", "frequency=48000", "threads=2", "real_time=-2",
      "movflags=+faststart",
    ]
  }
}
