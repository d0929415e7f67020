import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Files whose samples are out of the ordinary, and files without any.
@Suite struct SoundValueTests {
  private func decode(_ path: String) throws -> [Float] {
    var sound: [Float] = []
    _ = try SoundDecoder(path: path, start: .zero, end: nil, filterLength: 32).decode {
      sound += Array($0)
    }
    return sound
  }

  /// What is not a number is silent, what is infinite bounded, and its neighbours are untouched.
  @Test(arguments: ["f32le", "f64le"]) func floatsThatAreNoLevels(format: String) throws {
    let bench = try Bench()
    let path = bench.path("a.wav")
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "aevalsrc=0.25|0.25:s=48000:d=0.1", "-c:a", "pcm_" + format, path)
    var bytes = try bench.bytes(of: "a.wav")
    let data = try bytes.place(of: "data") + 8
    let size = format == "f32le" ? 4 : 8
    let values: [Double] = [.nan, .infinity, -.infinity, 1e30, -0.0, .leastNonzeroMagnitude]
    for (number, value) in values.enumerated() {
      let pattern = size == 4 ? UInt64(Float(value).bitPattern) : value.bitPattern
      for byte in 0..<size {
        bytes[data + (100 + 10 * number) * 2 * size + byte] =
          UInt8(truncatingIfNeeded: pattern >> UInt64(8 * byte))
      }
    }
    let sound = try decode(try bench.write(bytes, as: "b.wav"))
    #expect(sound.count == 9600)
    var expected = [Float](repeating: 0.25, count: 9600)
    for (number, value) in ([0, 8, -8, 8, 0, 0] as [Float]).enumerated() {
      expected[(100 + 10 * number) * 2] = value
    }
    #expect(sound == expected)
  }

  /// The decoder leaves what is loud to the limiter.
  @Test func aSquareWaveOfFullScale() throws {
    let bench = try Bench()
    try bench.ffmpeg(
      "-f", "lavfi", "-i",
      "aevalsrc='if(lt(mod(n,96),48),1,-1)|if(lt(mod(n,96),48),1,-1)':s=48000:d=0.1",
      "-c:a", "pcm_s16le", bench.path("a.wav"))
    let sound = try decode(bench.path("a.wav"))
    #expect(sound.count == 9600)
    for time in 0..<4800 {
      let expected: Float = time % 96 < 48 ? 32767 / 32768 : -1
      #expect(sound[2 * time] == expected && sound[2 * time + 1] == expected)
    }
  }

  /// A header that promises sound, and none behind it.
  @Test(arguments: ["wav", "aiff", "caf", "mka", "m4a", "mov"])
  func aTrackWithoutSamples(kind: String) throws {
    let bench = try Bench()
    let path = bench.path("a." + kind)
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "aevalsrc=0|0:s=48000:d=0.1,atrim=end_sample=0", "-c:a",
      kind == "aiff" ? "pcm_s16be" : kind == "m4a" ? "aac" : "pcm_s16le", path)
    do {
      #expect(try decode(path) == [])
    } catch let error as MediaError {
      #expect(error.message.contains(path) && error.message.hasSuffix("."))
    }
  }

  @Test func picturesWithoutSound() throws {
    let bench = try Bench()
    let path = bench.path("a.mp4")
    try bench.run(
      "ffmpeg",
      ["-v", "error", "-y"] + SoundInput.pictures(seconds: 0.2) + ["-c:v", "libx264", path])
    #expect(try MediaProbe.probe(path).sound == nil)
    #expect(throws: MediaError.self) { try decode(path) }
  }
}
