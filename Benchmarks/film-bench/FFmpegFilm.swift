/// The reference film as one ffmpeg command, as somebody would write it who knows ffmpeg well.
struct FFmpegFilm {
  var film: ReferenceFilm
  /// An ASS file.
  var captions: String
  /// zoompan places its window on whole pixels of what it is given: a still that is no larger than
  /// the closest view needs trembles by a pixel, one of twice the frame's size by half of one. Four
  /// times, as people do against it, costs several times as much.
  var stillSize = (width: 2 * ReferenceFilm.width, height: 2 * ReferenceFilm.height)

  /// The cheapest that shows the stills without making them larger.
  static let leastStillSize = (width: 1472, height: 828)

  /// - Parameters:
  ///   - encoding: Options of the video encoder.
  ///   - hasSound: Whether there is sound in it.
  func command(
    output: String, encoding: [String] = ["-preset", "veryfast", "-crf", "23"],
    hasSound: Bool = true
  ) -> [String] {
    let size = "\(ReferenceFilm.width):\(ReferenceFilm.height)"
    let length = ReferenceFilm.sceneLength
    let frames = Int(length * Double(ReferenceFilm.rate))
    var words = ["ffmpeg", "-v", "error", "-y"]
    var filters: [String] = []
    for (index, scene) in film.scenes.enumerated() {
      words += scene.isStill ? ["-i", scene.path] : ["-t", "\(length)", "-i", scene.path]
      let cover = { (size: String) in
        "scale=\(size):force_original_aspect_ratio=increase,crop=\(size)"
      }
      let own =
        scene.isStill
        ? cover("\(stillSize.width):\(stillSize.height)")
          + ",zoompan=z='1+\(ReferenceFilm.zoom - 1)*on/\(frames - 1)'"
          + ":x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=\(frames)"
          + ":s=\(ReferenceFilm.width)x\(ReferenceFilm.height):fps=\(ReferenceFilm.rate)"
        : "fps=\(ReferenceFilm.rate),\(cover(size)),tpad=stop_mode=clone:stop=-1,"
          + "trim=end_frame=\(frames)"
      filters.append("[\(index):v]\(own),setsar=1,format=yuv420p,settb=1/30[v\(index)]")
    }
    var last = "v0"
    for index in film.scenes.indices.dropFirst() {
      filters.append(
        "[\(last)][v\(index)]xfade=transition=fade:duration=\(ReferenceFilm.crossfade)"
          + ":offset=\(film.start(ofScene: index))[x\(index)]")
      last = "x\(index)"
    }
    filters.append("[\(last)]ass=\(captions)[video]")
    var maps = ["-map", "[video]"]
    if hasSound {
      let count = film.scenes.count
      for (index, scene) in film.scenes.enumerated() {
        words += ["-i", scene.speech]
        let delay = Int((film.start(ofScene: index) + ReferenceFilm.speechStart) * 1000)
        filters.append(
          "[\(count + index):a]aresample=48000,aformat=channel_layouts=stereo,"
            + "adelay=\(delay):all=1[s\(index)]")
      }
      words += ["-stream_loop", "-1", "-i", film.music]
      let speech = film.scenes.indices.map { "[s\($0)]" }.joined()
      filters.append(
        "\(speech)amix=inputs=\(count):normalize=0,apad,asplit[speech][side]")
      filters.append(
        "[\(2 * count):a]aresample=48000,aformat=channel_layouts=stereo,"
          + "volume=\(ReferenceFilm.musicVolume)[music]")
      filters.append(
        "[music][side]sidechaincompress=threshold=0.02:ratio=6"
          + ":attack=\(Int(ReferenceFilm.duckAttack * 1000))"
          + ":release=\(Int(ReferenceFilm.duckRelease * 1000))[ducked]")
      filters.append("[speech][ducked]amix=inputs=2:normalize=0[sound]")
      maps += ["-map", "[sound]", "-c:a", "aac", "-b:a", "192k", "-ar", "48000"]
    }
    return words + ["-filter_complex", filters.joined(separator: ";")] + maps
      + ["-t", "\(film.length)", "-c:v", "libx264"] + encoding
      + ["-pix_fmt", "yuv420p", "-movflags", "+faststart", output]
  }
}
