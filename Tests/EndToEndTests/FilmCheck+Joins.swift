import Foundation
import Testing

/// What must hold where the pieces of a film meet, whatever its codecs.
extension FilmCheck {
  /// The film has exactly so many pictures, evenly spaced, and decodes without a complaint; its
  /// sound is as long as its pictures, to the sample.
  ///
  /// - Parameter rate: Frames a second, as numerator and denominator.
  func isExact(
    frames: Int, rate: (Int, Int), sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try decodesStrictly(sourceLocation: sourceLocation)
    try hasEvenTimes(sourceLocation: sourceLocation)
    let fields = try durations()
    #expect(fields["v"]?.frames == frames, sourceLocation: sourceLocation)
    let video = try #require(fields["v"], sourceLocation: sourceLocation)
    #expect(
      video.duration * rate.0 * video.base.0 == frames * rate.1 * video.base.1,
      sourceLocation: sourceLocation)
    guard let sound = fields["a"] else { return }
    // The nearest sample to the end of the last picture.
    let exact = Double(frames * rate.1) / Double(rate.0) * Double(sound.base.1)
    #expect(
      abs(Double(sound.duration * sound.base.0) - exact) <= 0.5, "\(sound.duration) of \(exact)",
      sourceLocation: sourceLocation)
  }

  /// A player that seeks to these frames shows them, and is heard at the same place: as when the
  /// film plays through.
  func isRightAfterSeeking(
    to frames: [Int], rate: (Int, Int), sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let all = try pictures()
    let hasSound = try stream("a") != nil
    let sound = hasSound ? try samples() : []
    for frame in frames where all.indices.contains(frame) {
      // A little before the frame's time, which may be no whole number of microseconds.
      let time = max(0, (Double(frame) - 0.25) * Double(rate.1) / Double(rate.0))
      let shown = try pictures(from: time, count: 1)
      #expect(shown.first == all[frame], "frame \(frame)", sourceLocation: sourceLocation)
      guard hasSound else { continue }
      let heard = try samples(from: time, count: 4096)
      let start = Int((time * 48000).rounded())
      guard heard.count == 2 * 4096, sound.count >= 2 * (start + 4097) else { continue }
      // ffmpeg cuts to the nearest microsecond, and rounds the last bit by its own history.
      let isSame = (-1...1).contains { offset in
        let place = 2 * (start + offset)
        return place >= 0
          && zip(sound[place...], heard).allSatisfy { abs(Int($0) - Int($1)) <= 2 }
      }
      #expect(isSame, "sound at frame \(frame)", sourceLocation: sourceLocation)
    }
  }

  /// Digests of the pictures, in order.
  func pictures(from seconds: Double? = nil, count: Int? = nil) throws -> [String] {
    let result = try Program.find("ffmpeg").run(
      ["-v", "error"] + (seconds.map { ["-ss", String(format: "%.6f", $0)] } ?? [])
        + ["-i", folder.path(name), "-map", "0:v:0", "-vsync", "0"]
        + (count.map { ["-frames:v", "\($0)"] } ?? []) + ["-f", "framemd5", "-"], in: folder)
    return result.output.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      $0.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Left and right in turn.
  func samples(from seconds: Double? = nil, count: Int? = nil) throws -> [Int16] {
    let file = ".sound-\(UUID().uuidString)"
    defer { try? folder.remove(file) }
    let result = try Program.find("ffmpeg").run(
      ["-v", "error"] + (seconds.map { ["-ss", String(format: "%.6f", $0)] } ?? [])
        + ["-i", folder.path(name), "-map", "0:a:0", "-ac", "2", "-ar", "48000"]
        + (count.map { ["-t", String(format: "%.6f", Double($0) / 48000)] } ?? [])
        + ["-f", "s16le", folder.path(file)], in: folder)
    try #require(result.status == 0, "\(result.errors)")
    return try folder.bytes(file).withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
  }

  /// Of the first stream of each kind: its duration in units of its time base, and its frames.
  private func durations() throws
    -> [String: (duration: Int, base: (Int, Int), frames: Int)]
  {
    var result: [String: (duration: Int, base: (Int, Int), frames: Int)] = [:]
    for kind in ["v", "a"] {
      let answer = try Program.find("ffprobe").run(
        [
          "-v", "error", "-select_streams", "\(kind):0", "-count_frames", "-show_entries",
          "stream=duration_ts,time_base,nb_read_frames", "-of", "default=noprint_wrappers=1",
          folder.path(name),
        ], in: folder)
      var fields: [String: String] = [:]
      for line in answer.output.split(separator: "\n") {
        let parts = line.split(separator: "=")
        if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
      }
      let base = (fields["time_base"] ?? "").split(separator: "/").compactMap { Int($0) }
      guard let duration = Int(fields["duration_ts"] ?? ""), base.count == 2 else { continue }
      result[kind] = (duration, (base[0], base[1]), Int(fields["nb_read_frames"] ?? "") ?? -1)
    }
    return result
  }
}
