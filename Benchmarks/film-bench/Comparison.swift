import BenchSupport
import Foundation

/// The reference film by each tool in turn, on the same machine in the same minutes.
struct Comparison {
  struct Result {
    var tool: FilmOptions.Tool
    /// Of several rounds the one with the median wall time.
    var process: TimedProcess
    /// Bytes.
    var size: Int
    /// See ``Likeness``.
    var likeness: Double?
  }

  let results: [Result]

  init(
    of film: ReferenceFilm, options: FilmOptions, in workplace: Workplace
  ) throws {
    let captions = workplace.path("captions.ass")
    try workplace.write(CaptionFile(film: film).text, to: "captions.ass")
    let reel = ReelProject(
      film: ReelFilm(film: film), programs: options.programs, name: "reference")
    var commands: [(tool: FilmOptions.Tool, words: [String])] = []
    for tool in options.tools {
      let output = workplace.path("\(tool.rawValue).mp4")
      switch tool {
      case .reel:
        try reel.write(in: workplace, output: output)
        commands.append((tool, reel.command))
      case .ffmpeg, .trembling:
        var ffmpeg = FFmpegFilm(film: film, captions: captions)
        if tool == .trembling { ffmpeg.stillSize = FFmpegFilm.leastStillSize }
        commands.append((tool, ffmpeg.command(output: output)))
      case .melt:
        let speech = workplace.path("speech.wav")
        try workplace.run(Self.joinedSpeech(of: film, output: speech))
        commands.append(
          (tool, MeltFilm(film: film, captions: captions, speech: speech).command(output: output)))
      case .moviepy:
        let font = try workplace.output(of: ["fc-match", "-f", "%{file}", "Noto Sans"])
        let script = MoviePyFilm(film: film, font: font).script(output: output)
        try workplace.write(script, to: "film.py")
        commands.append((tool, [options.python, workplace.path("film.py")]))
      }
    }
    var runs: [FilmOptions.Tool: [TimedProcess]] = [:]
    for _ in 0..<options.rounds {
      for (tool, words) in commands {
        if tool == .reel { reel.removeStore(in: workplace) }
        runs[tool, default: []].append(try workplace.run(words))
      }
    }
    results = try commands.map { tool, _ in
      let sorted = runs[tool]!.sorted { $0.seconds < $1.seconds }
      let path = workplace.path("\(tool.rawValue).mp4")
      try Self.check(path, film: film, in: workplace)
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      return Result(
        tool: tool, process: sorted[(sorted.count - 1) / 2], size: size,
        likeness: try Likeness.of(
          tool, film: film, captions: captions, programs: options.programs, in: workplace))
    }
  }

  /// A tool that left something out would look fast.
  private static func check(
    _ path: String, film: ReferenceFilm, in workplace: Workplace
  ) throws {
    let text = try workplace.output(of: [
      "ffprobe", "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries",
      "stream=nb_read_packets", "-of", "csv=p=0", path,
    ])
    let wanted = Int((film.length * Double(ReferenceFilm.rate)).rounded())
    let count = Int(text.split(separator: ",").first ?? "") ?? 0
    guard abs(count - wanted) <= 2 else {
      throw BenchError("\(path) has \(count) pictures instead of \(wanted)")
    }
  }

  /// One sound file in which each scene's speech is at its place.
  private static func joinedSpeech(of film: ReferenceFilm, output: String) -> [String] {
    var words = ["ffmpeg", "-v", "error", "-y"]
    var filters: [String] = []
    for (index, scene) in film.scenes.enumerated() {
      words += ["-i", scene.speech]
      let delay = Int((film.start(ofScene: index) + ReferenceFilm.speechStart) * 1000)
      filters.append("[\(index):a]adelay=\(delay):all=1[s\(index)]")
    }
    let all = film.scenes.indices.map { "[s\($0)]" }.joined()
    filters.append("\(all)amix=inputs=\(film.scenes.count):normalize=0,apad[a]")
    return words + [
      "-filter_complex", filters.joined(separator: ";"), "-map", "[a]", "-t", "\(film.length)",
      output,
    ]
  }
}
