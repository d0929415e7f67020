import BenchSupport
import Foundation

/// How much a tool's film is like its own pictures before they were encoded: its structural
/// similarity over all planes, as ffmpeg's filter `ssim` counts it.
///
/// Tools draw pictures of their own, so that films cannot be compared with each other.
enum Likeness {
  /// `nil` for the tools whose pictures cannot be had without loss.
  static func of(
    _ tool: FilmOptions.Tool, film: ReferenceFilm, captions: String, programs: String,
    in workplace: Workplace
  ) throws -> Double? {
    switch tool {
    case .reel: try ofReel(programs: programs, in: workplace)
    case .ffmpeg: try ofFFmpeg(FFmpegFilm(film: film, captions: captions), in: workplace)
    case .trembling, .melt, .moviepy: nil
    }
  }

  /// `reel bench` renders the film once more, and its pictures without loss.
  private static func ofReel(programs: String, in workplace: Workplace) throws -> Double {
    struct Figures: Decodable {
      struct Quality: Decodable { var ssim: Double }
      var qualities: [Quality]
    }
    let text = try workplace.output(of: [
      "\(programs)/reel", "bench", "reference.yaml", "--profile", "speed_optimized", "--quality",
      "medium", "--json", "-",
    ])
    let figures = try JSONDecoder().decode(Figures.self, from: Data(text.utf8))
    guard let first = figures.qualities.first else {
      throw BenchError("'reel bench' gave no figures: \(text)")
    }
    return first.ssim
  }

  private static func ofFFmpeg(_ film: FFmpegFilm, in workplace: Workplace) throws -> Double {
    let exact = workplace.path("exact.mp4")
    let values = workplace.path("ssim.txt")
    try workplace.run(
      film.command(
        output: exact, encoding: ["-preset", "ultrafast", "-qp", "0"], hasSound: false))
    defer { try? FileManager.default.removeItem(atPath: exact) }
    try workplace.run([
      "ffmpeg", "-v", "error", "-i", workplace.path("ffmpeg.mp4"), "-i", exact, "-lavfi",
      "[0:v][1:v]ssim=stats_file=\(values)", "-f", "null", "-",
    ])
    // Each line ends in: Y:0.98 U:0.99 V:0.99 All:0.985 (18.2)
    let all = try String(contentsOfFile: values, encoding: .utf8).split(separator: "\n")
      .compactMap { line in
        line.split(separator: " ").first { $0.hasPrefix("All:") }.flatMap {
          Double($0.dropFirst(4))
        }
      }
    guard !all.isEmpty else { throw BenchError("ffmpeg compared no pictures") }
    return all.reduce(0, +) / Double(all.count)
  }
}
