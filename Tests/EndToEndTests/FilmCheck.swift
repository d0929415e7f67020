import Foundation
import Testing

/// What ffmpeg's own programs say of a film: the oracle of these tests.
struct FilmCheck {
  var folder: Folder
  var name: String

  /// Decodes everything; any complaint is a failure.
  func decodesStrictly(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "warning", "-xerror", "-err_detect", "explode", "-i", folder.path(name), "-f", "null",
        "-",
      ], in: folder)
    #expect(result.status == 0, sourceLocation: sourceLocation)
    #expect(result.errors == "", sourceLocation: sourceLocation)
  }

  struct Stream {
    var codec: String
    var width: Int
    var height: Int
    /// Seconds.
    var duration: Double
    var frames: Int
    /// Seconds that a frame lasts.
    var frameLength: Double
  }

  func stream(_ kind: String) throws -> Stream? {
    let fields = try probe(
      [
        "-select_streams", "\(kind):0", "-count_frames", "-show_entries",
        "stream=codec_name,width,height,duration,nb_read_frames,r_frame_rate", "-of",
        "default=noprint_wrappers=1",
      ])
    guard let codec = fields["codec_name"] else { return nil }
    let rate = (fields["r_frame_rate"] ?? "0/1").split(separator: "/").compactMap { Double($0) }
    return Stream(
      codec: codec, width: Int(fields["width"] ?? "") ?? 0,
      height: Int(fields["height"] ?? "") ?? 0,
      duration: Double(fields["duration"] ?? "") ?? 0,
      frames: Int(fields["nb_read_frames"] ?? "") ?? 0,
      frameLength: rate.count == 2 && rate[0] > 0 ? rate[1] / rate[0] : 0)
  }

  /// Every picture's time is exactly one frame after the last one's, beginning at 0.
  func hasEvenTimes(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try Program.find("ffprobe").run(
      [
        "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts,pkt_duration", "-of",
        "csv=p=0", folder.path(name),
      ], in: folder)
    let times = result.output.split(separator: "\n").compactMap { line in
      Int(line.split(separator: ",")[0])
    }
    let base = try probe(
      [
        "-select_streams", "v:0", "-show_entries", "stream=time_base,r_frame_rate", "-of",
        "default=noprint_wrappers=1",
      ])
    let unit = try #require(base["time_base"]).split(separator: "/").compactMap { Int($0) }
    let rate = try #require(base["r_frame_rate"]).split(separator: "/").compactMap { Int($0) }
    // One frame in units of the time base.
    let step = unit[1] * rate[1] / (unit[0] * rate[0])
    #expect(!times.isEmpty, sourceLocation: sourceLocation)
    #expect(
      times == times.indices.map { $0 * step }, "times are not even", sourceLocation: sourceLocation
    )
  }

  /// Sound and picture end together, to a frame.
  func endsTogether(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let video = try #require(try stream("v"), sourceLocation: sourceLocation)
    let sound = try #require(try stream("a"), sourceLocation: sourceLocation)
    #expect(
      abs(video.duration - sound.duration) <= video.frameLength, sourceLocation: sourceLocation)
  }

  /// The mean of a picture's red, green and blue, 0 to 255 each.
  func averageColour(at seconds: Double) throws -> [Int] {
    let file = ".colour-\(UUID().uuidString)"
    defer { try? folder.remove(file) }
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-ss", String(seconds), "-i", folder.path(name), "-frames:v", "1", "-vf",
        "scale=1:1:flags=area", "-pix_fmt", "rgb24", "-f", "rawvideo", folder.path(file),
      ], in: folder)
    try #require(result.status == 0, "\(result.errors)")
    return try folder.bytes(file).map(Int.init)
  }

  /// Integrated loudness in LUFS and the highest true peak in dBTP.
  func loudness() throws -> (integrated: Double, peak: Double) {
    let result = try Program.find("ffmpeg").run(
      [
        "-nostats", "-i", folder.path(name), "-vn", "-af", "ebur128=peak=true", "-f", "null", "-",
      ], in: folder)
    func value(_ label: String) throws -> Double {
      let line = try #require(
        result.errors.split(separator: "\n").last { $0.contains(label) }, "\(result.errors)")
      let words = line.split(separator: " ")
      return try #require(words.compactMap { Double($0) }.last)
    }
    return (try value("I:"), try value("Peak:"))
  }

  private func probe(_ arguments: [String]) throws -> [String: String] {
    let result = try Program.find("ffprobe").run(
      ["-v", "error"] + arguments + [folder.path(name)], in: folder)
    var fields: [String: String] = [:]
    for line in result.output.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
    return fields
  }
}
