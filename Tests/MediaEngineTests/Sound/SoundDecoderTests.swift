import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct SoundDecoderTests {
  /// The place of the loudest sample on the left.
  static func peak(_ stereo: [Float]) -> Int {
    let left = stride(from: 0, to: stereo.count, by: 2).map { abs(stereo[$0]) }
    return left.indices.max { left[$0] < left[$1] } ?? -1
  }

  /// A second of silence with a click at sample 24000.
  static let click: [Float] = {
    var sound = [Float](repeating: 0, count: 2 * 48000)
    sound[48000] = 0.9
    sound[48001] = 0.9
    return sound
  }()

  @Test func soundAtTheRightRateIsUntouched() throws {
    let bench = try SoundBench()
    let sound = Signal.babble(100_000, level: 0.5, seed: 5)
    _ = try bench.wave("a.wav", sound)
    #expect(try bench.decode(bench.path("a.wav")) == sound)
    let part = try bench.decode(
      bench.path("a.wav"), start: Rational(1, 2), end: Rational(3, 2))
    #expect(part == Array(sound[48000..<144_000]))
    #expect(try bench.decode(bench.path("a.wav"), start: Rational(3)) == [])
    let tail = try bench.decode(bench.path("a.wav"), start: Rational(2), end: Rational(10))
    #expect(tail == Array(sound[192_000...]))
  }

  @Test func searchingGivesTheSameAsDecodingAll() throws {
    let bench = try SoundBench()
    let sound = Signal.babble(48000 * 12, level: 0.5, seed: 6)
    _ = try bench.wave("a.wav", sound)
    let part = try bench.decode(bench.path("a.wav"), start: Rational(37, 5), end: Rational(8))
    #expect(part == Array(sound[2 * 355_200..<2 * 384_000]))
    try bench.ffmpeg("-v", "error", "-i", "a.wav", "-c:a", "flac", "a.mka")
    try bench.ffmpeg("-v", "error", "-i", "a.wav", "-c:a", "aac", "-b:a", "256k", "a.m4a")
    for name in ["a.mka", "a.m4a"] {
      let whole = try bench.decode(bench.path(name))
      let part = try bench.decode(bench.path(name), start: Rational(37, 5), end: Rational(8))
      #expect(part.count == 2 * 28800, "\(name)")
      #expect(part == Array(whole[2 * 355_200..<2 * 384_000]), "\(name)")
    }
  }

  @Test(arguments: [8000, 22050, 32000, 44100, 96000])
  func otherRatesKeepTheirTime(rate: Int) throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Self.click)
    try bench.ffmpeg(
      "-v", "error", "-i", "a.wav", "-ar", "\(rate)", "-c:a", "pcm_f32le", "b.wav")
    let sound = try bench.decode(bench.path("b.wav"))
    #expect(abs(sound.count / 2 - 48000) <= 1)
    #expect(abs(Self.peak(sound) - 24000) <= 1)
  }

  @Test func resamplingIsClean() throws {
    let bench = try SoundBench()
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.5*sin(2*PI*997*t):s=44100:d=2", "-c:a",
      "pcm_f32le", "a.wav")
    let sound = try bench.decode(bench.path("a.wav"))
    var worst = 0.0
    for time in 2000..<94000 {
      let expected = 0.5 * sin(2 * .pi * 997 * Double(time) / 48000)
      worst = max(worst, abs(Double(sound[2 * time]) - expected))
    }
    #expect(worst < 0.0005)
  }

  @Test func monoSoundsOnBothSidesAtFullLevel() throws {
    let bench = try SoundBench()
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.5*sin(2*PI*440*t):s=48000:d=0.2", "-c:a",
      "pcm_f32le", "a.wav")
    let sound = try bench.decode(bench.path("a.wav"))
    for time in stride(from: 0, to: 9600, by: 31) {
      let expected = Float(0.5 * sin(2 * .pi * 440 * Double(time) / 48000))
      #expect(abs(sound[2 * time] - expected) < 1e-5)
      #expect(sound[2 * time] == sound[2 * time + 1])
    }
  }

  @Test func surroundComesDownToTwo() throws {
    let bench = try SoundBench()
    // Each channel holds its own constant, in the order L R C LFE Ls Rs.
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.1|0.2|0.3|0.9|0.05|0.07:c=5.1:s=48000:d=0.1",
      "-c:a", "pcm_f32le", "a.wav")
    let sound = try bench.decode(bench.path("a.wav"))
    let lower = Float(0.5).squareRoot()
    #expect(abs(sound[2000] - (0.1 + lower * (0.3 + 0.05))) < 1e-5)
    #expect(abs(sound[2001] - (0.2 + lower * (0.3 + 0.07))) < 1e-5)
  }

  @Test(arguments: [
    ("mp3", "libmp3lame"), ("m4a", "aac"), ("ogg", "libvorbis"), ("opus", "libopus"),
  ])
  func lossyCodecsStartAtTheirFirstSample(kind: (name: String, codec: String)) throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Self.click)
    try bench.ffmpeg(
      "-v", "error", "-i", "a.wav", "-c:a", kind.codec, "-b:a", "192k", "a.\(kind.name)")
    let sound = try bench.decode(bench.path("a.\(kind.name)"))
    #expect(abs(Self.peak(sound) - 24000) <= 1)
    #expect(abs(sound.count / 2 - 48000) <= 1024)
  }

  @Test(arguments: ["mp4", "mkv", "mov"]) func lateSoundStaysLate(kind: String) throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Self.click)
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=3", "-itsoffset", "0.7", "-i",
      "a.wav", "-c:v", "libx264", "-bf", "2", "-c:a", "aac", "-b:a", "192k",
      // Else edit lists are in milliseconds.
      "-movie_timescale", "48000", "a.\(kind)")
    let sound = try bench.decode(bench.path("a.\(kind)"))
    // Matroska's time stamps are whole milliseconds.
    #expect(abs(Self.peak(sound) - 24000 - 33600) <= (kind == "mkv" ? 60 : 2))
    #expect(sound[..<60000].allSatisfy { abs($0) < 0.01 })
    let trimmed = try bench.decode(
      bench.path("a.\(kind)"), start: Rational(1), end: Rational(5, 2))
    #expect(abs(Self.peak(trimmed) - 9600) <= (kind == "mkv" ? 60 : 2))
  }

  @Test func earlySoundIsCut() throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Self.click)
    try bench.ffmpeg(
      "-v", "error", "-itsoffset", "0.32", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=2", "-i",
      "a.wav", "-c:v", "libx264", "-c:a", "pcm_s16le", "a.mkv")
    let sound = try bench.decode(bench.path("a.mkv"))
    #expect(abs(Self.peak(sound) - (24000 - 15360)) <= 60)
  }

  @Test func whatIsMissingIsSaid() throws {
    let bench = try SoundBench()
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-c:v", "libx264", "a.mp4")
    func code(_ name: String) -> MediaError.Code? {
      do {
        _ = try bench.decode(bench.path(name))
        return nil
      } catch {
        return (error as? MediaError)?.code
      }
    }
    #expect(code("a.mp4") == .noSound)
    #expect(code("missing.mp4") == .unreadable)
    try Data("no sound at all".utf8).write(to: URL(fileURLWithPath: bench.path("text.wav")))
    #expect(code("text.wav") == .notMedia)
  }

  @Test func damageInTheMiddleIsSaid() throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Signal.babble(48000 * 4, level: 0.5, seed: 8))
    try bench.ffmpeg("-v", "error", "-i", "a.wav", "-c:a", "aac", "-f", "adts", "a.aac")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: bench.path("a.aac")))
    // A few packets.
    for place in 20000..<20400 where !(bytes[place] == 0xFF || bytes[place - 1] == 0xFF) {
      bytes[place] = 0xA5
    }
    try bytes.write(to: URL(fileURLWithPath: bench.path("b.aac")))
    let error = try #require(throws: MediaError.self) { try bench.decode(bench.path("b.aac")) }
    #expect(error.message.hasSuffix("is damaged at 1.834 s: 367 bytes are no sound."))
    #expect(try bench.decode(bench.path("b.aac"), end: Rational(3, 2)).count == 2 * 72000)
  }

  @Test func realFiles() throws {
    guard let stereo = TestMedia.file("video/bee_720p_29.97.mp4"),
      let surround = TestMedia.file("video/bbb_720p_25_5.1.mp4"),
      let speech = TestMedia.file("audio-speech/en_sonnet1_53s.mp3")
    else {
      print("no test media: skipped")
      return
    }
    let bench = try SoundBench()
    for path in [stereo, surround, speech] {
      let sound = try bench.decode(path, start: Rational(1), end: Rational(3))
      #expect(sound.count == 2 * 96000)
      #expect(sound.contains { abs($0) > 0.01 })
    }
    let length = try bench.decode(speech).count / 2
    #expect(abs(Double(length) / 48000 - 53) < 1.5)
  }
}
