import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct LoudnessTests {
  /// The integrated loudness that ffmpeg's own meter finds.
  static func oracle(_ bench: SoundBench, _ stereo: [Float]) throws -> Double {
    _ = try bench.wave("oracle.wav", stereo)
    let log = try bench.ffmpeg(
      "-v", "error", "-i", "oracle.wav", "-af",
      "ebur128=framelog=verbose:metadata=1,ametadata=print:key=lavfi.r128.I:file=-", "-f", "null",
      "-")
    let line = try #require(log.split(separator: "\n").last { $0.contains("r128.I=") })
    return try #require(line.split(separator: "=").last.flatMap { Double($0) })
  }

  static func levels(_ stereo: [Float]) throws -> [Float] {
    let meter = try LoudnessMeter()
    // In odd pieces: where they are cut must not matter.
    var place = 0
    for size in Array(repeating: [2, 7000, 9600, 30000], count: 10000).joined() {
      if place == stereo.count { break }
      let end = min(stereo.count, place + size)
      meter.append(Array(stereo[place..<end]))
      place = end
    }
    return meter.finish()
  }

  @Test func referenceToneHasItsLevel() throws {
    // EBU Tech 3341: 1 kHz at -23 dBFS on both channels is -23 LUFS.
    let tone = Signal.tone(1000, level: pow(10, -23 / 20), samples: 48000 * 5)
    let levels = try Self.levels(tone)
    #expect(levels.count == 50)
    let programme = try ProgrammeLoudness(
      samples: 48000 * 5, levels: [levels], elements: [MixElement(sound: 0, start: 0)])
    #expect(abs(try #require(programme.integrated) + 23) < 0.05)
  }

  @Test func gatesAsTheStandardSays() throws {
    // EBU Tech 3341, case 3: quiet, loud, quiet; the quiet parts must not count.
    let bench = try SoundBench()
    let quiet = Signal.tone(1000, level: pow(10, -36 / 20), samples: 48000 * 3)
    let loud = Signal.tone(1000, level: pow(10, -23 / 20), samples: 48000 * 40)
    let sound = quiet + loud + quiet
    let programme = try ProgrammeLoudness(
      samples: sound.count / 2, levels: [try Self.levels(sound)],
      elements: [MixElement(sound: 0, start: 0)])
    let loudness = try #require(programme.integrated)
    #expect(abs(loudness + 23) < 0.1)
    #expect(abs(loudness - (try Self.oracle(bench, sound))) < 0.1)
  }

  @Test func piecesAddUpToTheirMix() throws {
    let bench = try SoundBench()
    let pieces = [
      Signal.babble(48000 * 9 + 1234, level: 0.9, seed: 1),
      Signal.babble(48000 * 6 + 77, level: 0.5, seed: 2),
      Signal.babble(48000 * 20 + 4001, level: 0.3, seed: 3),
    ]
    let files = try pieces.enumerated().map { try bench.wave("\($0).wav", $1) }
    let elements = [
      MixElement(sound: 0, start: 3001, gain: -2),
      MixElement(sound: 1, start: 48000 * 11 + 555, skip: 9999, length: 200_000, fadeIn: 5000),
      MixElement(sound: 0, start: 48000 * 16 + 17, gain: -6, fadeOut: 96000),
    ]
    let music = [
      MixElement(sound: 2, start: 0, gain: -3, fadeIn: 48000),
      MixElement(sound: 2, start: pieces[2].count / 2, gain: -3, fadeOut: 48000),
    ]
    let ducking = DuckingEnvelope(
      depth: 12, attack: 9600, release: 24000,
      intervals: [3001..<435_000, 528_555..<728_000])
    let samples = 48000 * 30
    let mix = try ProgrammeMixer(
      sounds: files, elements: elements, music: music, ducking: ducking
    ).render(0..<samples)
    let levels = try pieces.map(Self.levels)
    let programme = try ProgrammeLoudness(
      samples: samples, levels: levels, elements: elements, music: music, ducking: ducking)
    let difference = try #require(programme.integrated) - (try Self.oracle(bench, mix))
    #expect(abs(difference) < 0.15)
    // The same over the mix's own levels: nothing but the meter.
    let whole = try ProgrammeLoudness(
      samples: samples, levels: [try Self.levels(mix)], elements: [MixElement(sound: 0, start: 0)])
    #expect(abs(try #require(whole.integrated) - (try Self.oracle(bench, mix))) < 0.06)
  }

  @Test func realSpeechAndMusic() throws {
    guard let speech = TestMedia.file("audio-speech/en_librivox_sense_0880.wav"),
      let song = TestMedia.file("audio-music/etr_spunky_108s.ogg")
    else {
      print("no test media: skipped")
      return
    }
    let bench = try SoundBench()
    let voice = try bench.decode(speech)
    let bed = try bench.decode(song, end: Rational(40))
    let files = [try bench.wave("voice.wav", voice), try bench.wave("bed.wav", bed)]
    let levels = [try Self.levels(voice), try Self.levels(bed)]
    let samples = min(voice.count, bed.count) / 2 + 60000
    let spoken = 50123..<50123 + voice.count / 2
    let elements = [MixElement(sound: 0, start: spoken.lowerBound)]
    let alone = try ProgrammeLoudness(samples: samples, levels: levels, elements: elements)
    let dry = try ProgrammeMixer(sounds: files, elements: elements).render(0..<samples)
    #expect(abs(try #require(alone.integrated) - (try Self.oracle(bench, dry))) < 0.1)
    let ducking = DuckingEnvelope(depth: 12, attack: 14400, release: 38400, intervals: [spoken])
    let music = [MixElement(sound: 1, start: 0, gain: -8, fadeIn: 24000)]
    let both = try ProgrammeLoudness(
      samples: samples, levels: levels, elements: elements, music: music, ducking: ducking)
    let wet = try ProgrammeMixer(
      sounds: files, elements: elements, music: music, ducking: ducking
    ).render(0..<samples)
    #expect(abs(try #require(both.integrated) - (try Self.oracle(bench, wet))) < 0.3)
  }

  @Test func silenceHasNoLoudness() throws {
    let levels = try Self.levels([Float](repeating: 0, count: 2 * 48000))
    #expect(levels == [Float](repeating: 0, count: 10))
    let programme = try ProgrammeLoudness(
      samples: 48000, levels: [levels], elements: [MixElement(sound: 0, start: 0)])
    #expect(programme.integrated == nil)
    #expect(try ProgrammeLoudness(samples: 0, levels: [], elements: []).integrated == nil)
  }

  @Test func levelsSurviveTheirFile() throws {
    let bench = try SoundBench()
    let levels: [Float] = [0, 1.5, 0.001]
    try LevelFile.write(levels, to: bench.path("a.levels"))
    #expect(try LevelFile.read(bench.path("a.levels")) == levels)
    try LevelFile.write([.nan], to: bench.path("b.levels"))
    #expect(throws: MediaError.self) { try LevelFile.read(bench.path("b.levels")) }
    try MediaFile.write([1, 2, 3], to: bench.path("c.levels"))
    #expect(throws: MediaError.self) { try LevelFile.read(bench.path("c.levels")) }
  }
}
