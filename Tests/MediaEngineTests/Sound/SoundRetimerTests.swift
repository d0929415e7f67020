import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct SoundRetimerTests {
  /// A stereo file with these samples on both sides.
  private func file(_ bench: Bench, _ samples: [Float]) throws -> WaveFile {
    let writer = try WaveFileWriter(path: bench.path("a.wav"))
    try writer.append(samples.flatMap { [$0, $0] })
    try writer.finish()
    return try WaveFile(path: bench.path("a.wav"))
  }

  /// The left side of the result.
  private func retimed(
    _ sound: WaveFile, length: Int? = nil, isReversed: Bool = false, speed: Rational = Rational(1)
  ) throws -> [Float] {
    let retimer = SoundRetimer(
      sound: sound, skip: 0, length: length ?? sound.samples, isReversed: isReversed, speed: speed)
    var result: [Float] = []
    try retimer.render { samples in
      for index in stride(from: 0, to: samples.count, by: 2) { result.append(samples[index]) }
    }
    #expect(result.count == retimer.samples)
    return result
  }

  private func tone(_ hertz: Double, _ count: Int) -> [Float] {
    (0..<count).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / 48_000)) }
  }

  @Test func backwardsIsExact() throws {
    let bench = try Bench()
    let samples = (0..<5001).map { Float($0) / 8192 }
    let sound = try file(bench, samples)
    #expect(try retimed(sound, isReversed: true) == samples.reversed())
    // What the file lacks is silent, and comes first.
    let longer = try retimed(sound, length: 5011, isReversed: true)
    #expect(longer.prefix(10).allSatisfy { $0 == 0 })
    #expect(Array(longer.dropFirst(10)) == samples.reversed())
  }

  @Test func ownPaceChangesNothing() throws {
    let bench = try Bench()
    let samples = tone(311, 7001)
    #expect(try retimed(try file(bench, samples)) == samples)
  }

  /// The share of a tone's energy that lies elsewhere, by taking the best fitting tone out.
  private func residue(_ samples: ArraySlice<Float>, hertz: Double) -> Double {
    var (sine, cosine, energy) = (0.0, 0.0, 0.0)
    for (index, sample) in samples.enumerated() {
      let phase = 2 * .pi * hertz * Double(index) / 48_000
      sine += Double(sample) * sin(phase)
      cosine += Double(sample) * cos(phase)
      energy += Double(sample) * Double(sample)
    }
    return 1 - 2 * (sine * sine + cosine * cosine) / Double(samples.count) / energy
  }

  @Test(arguments: [Rational(1, 2), Rational(3, 4), Rational(3, 2), Rational(2), Rational(4)])
  func pitchStays(speed: Rational) throws {
    let bench = try Bench()
    let result = try retimed(try file(bench, tone(220, 96_000)), speed: speed)
    #expect(result.count == (Rational(96_000) / speed).rounded)
    // Away from the ends, in windows over which a phase that wanders does not yet count.
    let middle = result[4800..<result.count - 4800]
    for start in stride(from: middle.startIndex, to: middle.endIndex - 4800, by: 4800) {
      #expect(residue(middle[start..<start + 4800], hertz: 220) < 0.02)
    }
  }

  @Test(arguments: [Rational(1, 2), Rational(3, 4), Rational(5, 4), Rational(2)])
  func clicksStayInTime(speed: Rational) throws {
    let bench = try Bench()
    // Bursts of 5 ms, half a second apart.
    var samples = [Float](repeating: 0, count: 144_000)
    for second in 0..<5 {
      for index in 0..<240 { samples[24_000 * (second + 1) + index] = sin(Float(index) / 3) }
    }
    let result = try retimed(try file(bench, samples), speed: speed)
    for second in 0..<5 {
      let place = (Rational(24_000 * (second + 1)) / speed).rounded
      let near = result[max(0, place - 3600)..<min(result.count, place + 3600)]
      let energy = near.reduce(0) { $0 + Double($1) * Double($1) }
      let centre =
        zip(near.indices, near).reduce(0.0) { $0 + Double($1.0) * Double($1.1 * $1.1) } / energy
      #expect(energy > 5)
      // 15 ms: half a frame at 30 frames a second.
      #expect(abs(centre - Double(place + 120)) < 720, "\(centre) \(place)")
    }
  }

  @Test func longerPartsBeginAlike() throws {
    let bench = try Bench()
    let sound = try file(bench, (0..<60_000).map { Float(($0 * 7919) % 1000) / 1000 - 0.5 })
    let short = try retimed(sound, length: 30_000, speed: Rational(5, 4))
    let long = try retimed(sound, length: 60_000, speed: Rational(5, 4))
    // The last pieces of the short one reach behind its end.
    #expect(short.dropLast(4000) == long.prefix(short.count - 4000))
  }
}
