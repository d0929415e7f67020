import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Real files with sound, against ffmpeg's decoding of them. Skipped where there are none.
@Suite(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
struct RealSoundTests {
  private static let files: [String] = ["audio-speech", "audio-music", "odd/audio", "video"]
    .flatMap { folder -> [String] in
      guard let root = realMedia() else { return [] }
      let path = root + "/" + folder
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.sorted().map { path + "/" + $0 }
    }
    .filter { path in
      let texts = [".txt", ".json", ".srt", ".vtt", ".rttm", ".md", ".tsv"]
      return !texts.contains { path.hasSuffix($0) }
    }

  /// As long as ffmpeg finds it, within a packet, not louder than it can be, and with no value
  /// that is none.
  @Test(arguments: files) func isAsLongAsForFFmpeg(path: String) throws {
    guard let info = try? MediaProbe.probe(path), let described = info.sound else { return }
    var (peak, isFinite) = (Float(0), true)
    let samples: Int
    do {
      samples = try SoundDecoder(path: path, start: .zero, end: nil, filterLength: 32).decode {
        for value in $0 {
          if !value.isFinite { isFinite = false }
          peak = max(peak, abs(value))
        }
      }
    } catch let error as MediaError {
      // Damage is said, and never in a file that is whole.
      #expect(path.contains("/odd/") || path.contains("failing"), "\(error)")
      return
    }
    #expect(isFinite)
    // Lossy codecs pass 1 in loud music, and several channels in their sum.
    #expect(peak <= (described.channels > 2 ? 2.5 : 1.2), "\(peak)")
    let bench = try Bench()
    try bench.ffmpeg(
      "-i", path, "-vn", "-af", "aresample=48000:async=1", "-f", "s16le", "-ac", "1",
      bench.path("raw"))
    var expected = try bench.bytes(of: "raw").count / 2
    if info.kind == .video {
      let starts = try ["v", "a"].map { type in
        let output = try bench.run(
          "ffprobe",
          [
            "-v", "error", "-select_streams", type + ":0", "-show_entries", "stream=start_time",
            "-of", "csv=p=0", path,
          ])
        return Double(output.split(whereSeparator: { $0 == "\n" || $0 == "," }).first ?? "") ?? 0
      }
      expected += Int((starts[1] - starts[0]) * 48000)
    }
    #expect(abs(samples - expected) <= 1200, "\(samples), for ffmpeg \(expected)")
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 20) }
}
