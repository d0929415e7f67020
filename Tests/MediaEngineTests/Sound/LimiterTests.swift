import Foundation
import Testing

@testable import MediaEngine

@Suite struct LimiterTests {
  /// The highest true peak, by a long sinc at 16 points a sample: another way than the limiter's.
  static func truePeak(_ stereo: [Float]) -> Double {
    let half = 64
    var filters: [[Double]] = []
    for phase in 0..<16 {
      filters.append(
        (-half..<half).map { tap in
          let x = Double(phase) / 16 - Double(tap)
          let window = 0.5 + 0.5 * cos(.pi * x / Double(half + 1))
          return x == 0 ? 1 : sin(.pi * x) / (.pi * x) * window
        })
    }
    var peak = 0.0
    let samples = stereo.count / 2
    for side in 0..<2 {
      let channel = (0..<samples).map { Double(stereo[2 * $0 + side]) }
      for time in half..<samples - half
      where channel[time - 2...time + 2].contains(where: { abs($0) > 0.4 }) {
        for filter in filters {
          var sum = 0.0
          for tap in 0..<2 * half { sum += filter[tap] * channel[time + tap - half] }
          peak = max(peak, abs(sum))
        }
      }
    }
    return peak
  }

  static func limited(_ sound: [Float], ceiling: Double = -1.5, oversampling: Int = 4) -> [Float] {
    let silence = [Float](repeating: 0, count: 2 * Limiter.margin)
    return Limiter(ceiling: ceiling, oversampling: oversampling).limit(silence + sound + silence)
  }

  static func decibels(_ value: Double) -> Double { 20 * log10(value) }

  static let noisy: [Float] = {
    var noise = Signal.Noise(state: 9)
    var low: (Float, Float) = (0, 0)
    var lower: (Float, Float) = (0, 0)
    return Signal.make(64 * 750) { time in
      low.0 += 0.3 * (noise.next() - low.0)
      low.1 += 0.3 * (noise.next() - low.1)
      lower.0 += 0.3 * (low.0 - lower.0)
      lower.1 += 0.3 * (low.1 - lower.1)
      let beat: Float = time % 9000 < 700 ? 9 : 1.5
      return (lower.0 * beat, lower.1 * beat)
    }
  }()

  @Test(arguments: [4, 8]) func holdsTheCeiling(oversampling: Int) {
    let sounds: [[Float]] = [
      Self.noisy,
      // Between samples this tone is 3 dB higher than on them.
      Signal.tone(12000, level: 1.2, samples: 64 * 200, phase: .pi / 4),
      Signal.tone(997, level: 3, samples: 64 * 200),
      Signal.tone(19000, level: 1.4, samples: 64 * 200, phase: 0.3),
      Signal.make(64 * 200) { time in time % 500 < 250 ? (0.95, -1) : (-0.95, 1) },
    ]
    for (number, sound) in sounds.enumerated() {
      let peak = Self.decibels(Self.truePeak(Self.limited(sound, oversampling: oversampling)))
      // With its edges smoothed by nothing, the square wave is worse than any music.
      #expect(peak < -1.5 + 0.1, "sound \(number)")
      #expect(peak > -1.5 - 0.7, "sound \(number)")
    }
  }

  @Test func twiceIsNearlyEnough() {
    let peak = Self.decibels(Self.truePeak(Self.limited(Self.noisy, oversampling: 2)))
    #expect(peak < -1.5 + 0.3)
  }

  @Test func leavesQuietSoundAlone() {
    let sound = Signal.babble(64 * 300, level: 0.8, seed: 4)
    #expect(Self.limited(sound) == sound)
    // A tone just below the ceiling.
    let tone = Signal.tone(997, level: pow(10, -1.6 / 20), samples: 64 * 300)
    #expect(Self.limited(tone)[4000..<30000] == tone[4000..<30000])
  }

  @Test func windowsAgreeInEveryBit() {
    let sound = Self.noisy
    let whole = Self.limited(sound)
    let limiter = Limiter(ceiling: -1.5, oversampling: 4)
    let margin = Limiter.margin
    for (start, length) in [(6400, 640), (6464, 20480), (16384, 64), (9984, 1024)] {
      let part = limiter.limit(Array(sound[2 * (start - margin)..<2 * (start + length + margin)]))
      #expect(part == Array(whole[2 * start..<2 * (start + length)]))
    }
  }

  @Test func gainIsSmoothAndRecovers() {
    let sound = Signal.make(64 * 400) { time in
      time == 12800 ? (4, 4) : (0.25, 0.25)
    }
    let out = Self.limited(sound)
    let gains = (0..<64 * 400).map { out[2 * $0] / sound[2 * $0] }
    #expect(gains[12800 - 600] == 1)
    #expect(gains[12800 + 5100] == 1)
    #expect(gains[12800] < 0.22)
    #expect(gains[12800 + 1500] < 0.5)
    #expect(zip(gains, gains.dropFirst()).allSatisfy { abs($0 - $1) < 0.006 })
  }

  @Test func keepsInsideTheProgrammeMargins() {
    // The planner gives a chunk what lies this far outside of it.
    #expect(Limiter.margin <= 8192)
    #expect(1024 % Limiter.block == 0)
  }
}
