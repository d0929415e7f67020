import BuildGraph
import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing
import WorkerProtocol

@testable import StageImplementations

@Suite struct SoundStagesTests {
  static let sampleRate = 48000

  static func sound(
    _ bench: StageBench, _ clip: String, start: Rational = .zero, end: Rational? = nil,
    as name: String
  ) throws -> SoundInfo {
    try SoundStage.run(
      SoundParameters(start: start, end: end, filterLength: 32),
      in: bench.context(
        [("clip", clip)],
        [("info", name + ".info"), ("sound", name + ".wav"), ("levels", name + ".levels")]))
    return try json(SoundInfo.self, bench.path(name + ".info"))
  }

  static func mix(
    _ bench: StageBench, _ parameters: SceneMixParameters, sounds: [String], as name: String
  ) throws {
    try SceneMixStage.run(
      parameters,
      in: bench.context(
        sounds.map { ("sound", bench.path($0)) },
        [("sound", name + ".wav"), ("levels", name + ".levels")]))
  }

  static func gain(
    _ bench: StageBench, _ parameters: LoudnessParameters, levels: [String], as name: String
  ) throws -> Int {
    try LoudnessStage.run(
      parameters,
      in: bench.context(levels.map { ("levels", bench.path($0)) }, [("gain", name)]))
    return try json(ProgrammeGain.self, bench.path(name)).centibels
  }

  static func chunk(
    _ bench: StageBench, _ parameters: SoundChunkParameters, sounds: [String], gain: String?,
    as name: String, cancellation: Cancellation = Cancellation()
  ) throws -> SoundJoint {
    var inputs = sounds.map { ("sound", bench.path($0)) }
    if let gain { inputs.append(("gain", bench.path(gain))) }
    try SoundChunkStage.run(
      parameters,
      in: bench.context(
        inputs, [("joint", name + ".joint"), ("packets", name)], cancellation: cancellation))
    return try json(SoundJoint.self, bench.path(name + ".joint"))
  }

  static func json<Value: Decodable>(_: Value.Type, _ path: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func tone(_ bench: StageBench, _ name: String, _ expression: String, seconds: String)
    throws -> String
  {
    try bench.clip(
      name,
      [
        "-f", "lavfi", "-i", "aevalsrc=\(expression):s=48000:d=\(seconds)", "-c:a", "pcm_s16le",
      ])
  }

  /// The integrated loudness of a film, and its highest true peak in dBTP, as ffmpeg hears them.
  static func measure(_ bench: StageBench, _ name: String) throws -> (lufs: Double, peak: Double) {
    let log = try bench.run(
      "ffmpeg",
      [
        "-hide_banner", "-nostats", "-i", name, "-map", "0:a", "-af",
        "ebur128=framelog=verbose:peak=true", "-f", "null", "-",
      ])
    func last(_ label: String) throws -> Double {
      let line = try #require(log.split(separator: "\n").last { $0.contains(label) })
      return try #require(line.split(separator: " ").compactMap { Double($0) }.first)
    }
    return (try last("I: "), try last("Peak: "))
  }

  @Test func filmSoundsAsPlanned() throws {
    let bench = try StageBench()
    // Speech as its stage writes it: one channel of 16 bits.
    _ = try Self.tone(
      bench, "speech.wav",
      "0.3*sin(2*PI*300*t)*gt(sin(2*PI*3*t)\\,0)*between(t\\,0\\,3.9)", seconds: "4")
    let song = try Self.tone(
      bench, "song-in.wav", "0.4*sin(2*PI*500*t)*(0.6+0.4*sin(9*t))|0.4*sin(2*PI*700*t)",
      seconds: "30")
    #expect(try Self.sound(bench, song, as: "song").samples == 30 * Self.sampleRate)
    let frames = 290
    let samples = frames * 1600
    let scene = SceneMixParameters(
      samples: 5 * Self.sampleRate,
      elements: [SoundElement(input: 0, start: 24000, gain: Rational(-3), fadeOut: 384)])
    try Self.mix(bench, scene, sounds: ["speech.wav"], as: "scene")
    let pieces = [
      SoundElement(input: 0, start: 12345), SoundElement(input: 0, start: 222_222),
    ]
    let music = [
      SoundElement(
        input: 1, start: 0, length: samples, gain: Rational(-6), fadeIn: 24000, fadeOut: 48000)
    ]
    let ducking = Ducking(
      depth: Rational(12), attack: 9600, release: 24000,
      intervals: [.init(start: 36345, end: 230_000), .init(start: 246_222, end: 440_000)])
    let centibels = try Self.gain(
      bench,
      LoudnessParameters(
        target: Rational(-14), step: Rational(1, 2), samples: samples, pieces: pieces,
        music: music, ducking: ducking),
      levels: ["scene.levels", "song.levels"], as: "gain")
    #expect(centibels % 50 == 0 && centibels > 0)
    // Three chunks, as the compiler plans them.
    let total = (samples + 1023) / 1024 + 1
    var chunks: [Int] = []
    var joints: [SoundJoint] = []
    for first in stride(from: 0, to: total, by: 160) {
      let count = min(160, total - first)
      let start = first == 0 ? 0 : (first - 1) * 1024
      func moved(_ elements: [SoundElement]) -> [SoundElement] {
        elements.map {
          var element = $0
          element.start -= start
          return element
        }
      }
      var moving = ducking
      moving.intervals = ducking.intervals.map {
        .init(start: $0.start - start, end: $0.end - start)
      }
      let parameters = SoundChunkParameters(
        packets: count, warmUp: first == 0 ? 0 : 8, lookAhead: first + count == total ? 0 : 2,
        elements: moved(pieces), music: moved(music), ducking: moving, bitRate: 192_000,
        ceiling: Rational(-3, 2), oversampling: 4)
      joints.append(
        try Self.chunk(
          bench, parameters, sounds: ["scene.wav", "song.wav"], gain: "gain", as: "c\(chunks.count)"
        ))
      chunks.append(count)
    }
    #expect(chunks == [160, 160, 135])
    #expect(joints[0].before == nil)
    #expect(joints[1].before == joints[0].last && joints[2].before == joints[1].last)
    let gradient = FilmStageTests.shot(.color(Color("#102030")!))
    try bench.segment(
      FilmStageTests.parameters([.init(frames: frames, shot: gradient, blend: nil)]), as: "video")
    var film = FilmStageTests.film([frames])
    film.soundCodec = .aac
    film.chunks = chunks
    film.samples = samples
    try bench.film(
      film, video: ["video"], sound: chunks.indices.map { "c\($0)" }, as: "film.mp4")
    #expect(try bench.complaints(about: "film.mp4") == "")
    let heard = try Self.measure(bench, "film.mp4")
    #expect(abs(heard.lufs + 14) < 0.5)
    #expect(heard.peak < -1)
    // To the sample as long as the pictures; ffmpeg plays all of the last packet.
    let duration = try bench.run(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "a", "-show_entries", "stream=duration_ts", "-of",
        "csv=p=0", "film.mp4",
      ])
    #expect(Int(duration.trimmingCharacters(in: .whitespacesAndNewlines)) == samples)
    try bench.run(
      "ffmpeg", ["-v", "error", "-i", "film.mp4", "-map", "0:a", "-f", "f32le", "film.raw"])
    let raw = try Data(contentsOf: URL(fileURLWithPath: bench.path("film.raw")))
    #expect(raw.count == (total - 1) * 1024 * 8)
    // The programme begins where it should: silence comes before the first fade has risen.
    let left = raw.withUnsafeBytes { bytes in
      (0..<samples).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Float.self) }
    }
    #expect(left[..<200].allSatisfy { abs($0) < 0.02 })
    #expect(left[40000..<90000].contains { abs($0) > 0.1 })
    #expect(left[(samples - 100)...].allSatisfy { abs($0) < 0.02 })
  }

  @Test func sceneMixHasItsLength() throws {
    let bench = try StageBench()
    _ = try Self.tone(bench, "a.wav", "0.3*sin(2*PI*300*t)", seconds: "1")
    try Self.mix(
      bench,
      SceneMixParameters(samples: 100_001, elements: [SoundElement(input: 0, start: 90_000)]),
      sounds: ["a.wav"], as: "mix")
    let mix = try WaveFile(path: bench.path("mix.wav"))
    #expect(mix.samples == 100_001 && mix.channels == 2)
    let sound = mix.stereo(0..<100_001)
    #expect(sound[..<180_000].allSatisfy { $0 == 0 })
    #expect(sound[180_000...].contains { $0 > 0.2 })
    let levels = try LevelFile.read(bench.path("mix.levels"))
    #expect(levels.count == 21)
    #expect(levels[..<18].allSatisfy { $0 == 0 } && levels[19] > 0.01)
  }

  @Test func silenceIsNotRaised() throws {
    let bench = try StageBench()
    try Self.mix(
      bench, SceneMixParameters(samples: 96000, elements: []), sounds: [], as: "mix")
    let parameters = LoudnessParameters(
      target: Rational(-14), step: Rational(1, 2), samples: 96000,
      pieces: [SoundElement(input: 0, start: 0)], music: [], ducking: nil)
    #expect(try Self.gain(bench, parameters, levels: ["mix.levels"], as: "gain") == 0)
  }

  @Test func equalInputsGiveEqualBytes() throws {
    let bench = try StageBench()
    let clip = try Self.tone(
      bench, "a-in.wav", "0.9*sin(2*PI*300*t)|0.9*sin(2*PI*301*t)", seconds: "5")
    _ = try Self.sound(bench, clip, as: "one")
    _ = try Self.sound(bench, clip, as: "two")
    let parameters = SoundChunkParameters(
      packets: 100, warmUp: 0, lookAhead: 2,
      elements: [SoundElement(input: 0, start: 0, gain: Rational(6))], music: [], ducking: nil,
      bitRate: 128_000, ceiling: Rational(-3, 2), oversampling: 2)
    for name in ["one", "two"] {
      _ = try Self.chunk(bench, parameters, sounds: [name + ".wav"], gain: nil, as: name)
    }
    for ending in [".wav", ".levels", ".info", "", ".joint"] {
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: bench.path("one" + ending)))
          == Data(contentsOf: URL(fileURLWithPath: bench.path("two" + ending))), "\(ending)")
    }
  }

  @Test func failuresAreSaidAndWorkCanBeStopped() throws {
    let bench = try StageBench()
    let silent = try bench.clip(
      "silent.mp4", ["-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-c:v", "libx264"])
    func code(_ work: () throws -> Void) -> String? {
      do {
        try work()
        return nil
      } catch {
        return (error as? StageError)?.code
      }
    }
    #expect(code { _ = try Self.sound(bench, silent, as: "a") } == "no-sound")
    #expect(
      code {
        try Self.mix(
          bench, SceneMixParameters(samples: 10, elements: [SoundElement(input: 0, start: 0)]),
          sounds: ["silent.mp4"], as: "b")
      } == "invalid-media")
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(
      code {
        _ = try Self.chunk(
          bench,
          SoundChunkParameters(
            packets: 10, warmUp: 0, lookAhead: 0, elements: [], music: [], ducking: nil,
            bitRate: 128_000, ceiling: Rational(-1), oversampling: 4),
          sounds: [], gain: nil, as: "c", cancellation: cancellation)
      } == "cancelled")
  }
}
