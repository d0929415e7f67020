import Foundation
import Testing

@testable import MediaEngine

@Suite struct WaveFileTests {
  @Test func readsWhatItWrites() throws {
    let bench = try SoundBench()
    let sound = Signal.babble(5000, level: 0.5, seed: 1)
    let file = try bench.wave("a.wav", sound)
    #expect(file.samples == 5000 && file.channels == 2)
    #expect(file.stereo(0..<5000) == sound)
    #expect(file.stereo(100..<102) == Array(sound[200..<204]))
    let log = try bench.ffmpeg("-v", "error", "-i", "a.wav", "-f", "f32le", "a.raw")
    #expect(log == "")
    let raw = try Data(contentsOf: URL(fileURLWithPath: bench.path("a.raw")))
    #expect(raw == sound.withUnsafeBytes { Data($0) })
  }

  @Test(arguments: ["pcm_s16le", "pcm_f32le"], ["1", "2"])
  func readsOtherWritersFiles(codec: String, channels: String) throws {
    let bench = try SoundBench()
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "sine=440:d=0.5:r=48000", "-ac", channels, "-c:a",
      codec, "a.wav")
    let file = try WaveFile(path: bench.path("a.wav"))
    #expect(file.channels == Int(channels))
    #expect(file.samples == 24000)
    let samples = file.stereo(0..<24000)
    for time in stride(from: 0, to: 24000, by: 97) {
      #expect(samples[2 * time] == samples[2 * time + 1])
    }
    // The source's tone has an amplitude of 1/8; on two channels it is split by ffmpeg's own rules.
    let peak = samples.map(abs).max() ?? 0
    #expect(abs(peak - 0.125) < 0.001 || abs(peak - 0.0884) < 0.001)
  }

  @Test func refusesWhatIsCutShortOrOfAnotherKind() throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Signal.tone(440, level: 0.5, samples: 1000))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.path("a.wav")))
    for size in [0, 3, 12, 40, 57, 58, bytes.count - 1] {
      try bytes.prefix(size).write(to: URL(fileURLWithPath: bench.path("b.wav")))
      #expect(throws: MediaError.self) { try WaveFile(path: bench.path("b.wav")) }
    }
    try bench.ffmpeg("-v", "error", "-i", "a.wav", "-ar", "44100", "c.wav")
    #expect(throws: MediaError.self) { try WaveFile(path: bench.path("c.wav")) }
    try bench.ffmpeg("-v", "error", "-i", "a.wav", "-c:a", "pcm_s24le", "d.wav")
    #expect(throws: MediaError.self) { try WaveFile(path: bench.path("d.wav")) }
    #expect(throws: MediaError.self) { try WaveFile(path: bench.path("missing.wav")) }
  }

  @Test func holdsNoSoundAtAll() throws {
    let bench = try SoundBench()
    let file = try bench.wave("a.wav", [])
    #expect(file.samples == 0)
    #expect(file.stereo(0..<0) == [])
  }
}
