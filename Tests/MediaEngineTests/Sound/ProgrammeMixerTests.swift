import Foundation
import Testing

@testable import MediaEngine

@Suite struct ProgrammeMixerTests {
  static let ducking = DuckingEnvelope(
    depth: 12, attack: 480, release: 960, intervals: [1000..<2000, 2500..<4000])

  @Test func windowsAgreeWithTheWhole() throws {
    let bench = try SoundBench()
    let files = try (0..<3).map {
      try bench.wave("\($0).wav", Signal.babble(6000, level: 0.5, seed: UInt64($0)))
    }
    let mixer = try ProgrammeMixer(
      sounds: files,
      elements: [
        MixElement(sound: 0, start: -300, skip: 20, gain: -3.3, fadeIn: 700, fadeOut: 900),
        MixElement(sound: 1, start: 2000, skip: 5, length: 900, fadeIn: 600, fadeOut: 600),
      ],
      music: [MixElement(sound: 2, start: 100, gain: -1, fadeIn: 333)], ducking: Self.ducking)
    let whole = mixer.render(-1000..<9000)
    for window in [-1000..<0, 0..<1, 17..<1003, 999..<1001, 1500..<4444, 2500..<9000] {
      let part = mixer.render(window)
      #expect(part == Array(whole[2 * (window.lowerBound + 1000)..<2 * (window.upperBound + 1000)]))
    }
  }

  @Test func placesEverySample() throws {
    let bench = try SoundBench()
    let ramp = Signal.make(100) { (Float($0), -Float($0)) }
    let mixer = try ProgrammeMixer(
      sounds: [try bench.wave("a.wav", ramp)],
      elements: [
        MixElement(sound: 0, start: -5, skip: 10, length: 20),
        MixElement(sound: 0, start: 40, skip: 90),
        MixElement(sound: 0, start: 60, skip: 200),
      ])
    let mix = mixer.render(0..<60)
    #expect(mix[0] == 15 && mix[1] == -15)
    #expect(mix[2 * 14] == 29 && mix[2 * 15] == 0)
    #expect(mix[2 * 40] == 90 && mix[2 * 49] == 99 && mix[2 * 50] == 0)
  }

  @Test func gainsAndFadesHaveTheirShape() throws {
    let bench = try SoundBench()
    let mixer = try ProgrammeMixer(
      sounds: [try bench.wave("a.wav", [Float](repeating: 1, count: 4000))],
      elements: [MixElement(sound: 0, start: 0, gain: -20, fadeIn: 1000, fadeOut: 400)])
    let mix = mixer.render(0..<2000)
    let left = stride(from: 0, to: 4000, by: 2).map { mix[$0] }
    #expect(abs(left[1200] - 0.1) < 1e-6)
    #expect(left[0] < 1e-6 && left[1999] < 1e-5)
    #expect(abs(left[499] + left[500] - 0.1) < 1e-6)
    #expect(abs(left[1799] + left[1800] - 0.1) < 1e-6)
    #expect(zip(left[..<1000], left[1..<1001]).allSatisfy { $0 < $1 })
    #expect(zip(left[1600...], left[1601...]).allSatisfy { $0 > $1 })
  }

  @Test func duckingFollowsItsIntervals() {
    let ducking = Self.ducking
    #expect(ducking.decibels(at: 0) == 0)
    #expect(ducking.decibels(at: 520) == 0)
    #expect(abs(ducking.decibels(at: 760) + 6) < 1e-9)
    #expect(ducking.decibels(at: 1000) == -12 && ducking.decibels(at: 1999) == -12)
    #expect(ducking.decibels(at: 2000) == -12)
    // 160 of 960 samples into the rise: down to 10 dB; the next fall holds from where it is lower.
    #expect(abs(ducking.decibels(at: 2160) + 10) < 1e-9)
    #expect(abs(ducking.decibels(at: 2400) + 9.5) < 1e-9)
    #expect(ducking.decibels(at: 2500) == -12)
    #expect(ducking.decibels(at: 4960) == 0)
    let abrupt = DuckingEnvelope(depth: 6, attack: 0, release: 0, intervals: [10..<20])
    #expect(
      (8..<22).map { abrupt.decibels(at: $0) } == [0, 0] + Array(repeating: -6, count: 10) + [0, 0])
  }

  @Test func refusesASoundThatIsNotThere() {
    #expect(throws: MediaError.self) {
      try ProgrammeMixer(sounds: [], elements: [MixElement(sound: 0, start: 0)])
    }
  }
}
