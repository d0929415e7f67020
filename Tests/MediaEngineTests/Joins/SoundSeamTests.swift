import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Steady tones over many joins of AAC chunks.
@Suite struct SoundSeamTests {
  private static let tones = [440.0, 1000.0]

  /// What is left of a sound when the tones are taken out: each filter is silent for one tone of
  /// any level and phase, and for nothing else. A click, a gap or a repeated stretch sounds
  /// through.
  private static func residual(_ sound: [Float]) -> [Double] {
    var left = stride(from: 0, to: sound.count, by: 2).map { Double(sound[$0]) }
    for tone in tones {
      let turn = 2 * cos(2 * .pi * tone / 48000)
      left = left.indices.dropFirst(2).map { left[$0] - turn * left[$0 - 1] + left[$0 - 2] }
    }
    return left
  }

  /// The largest residual in the samples around a place, and in all.
  private static func peak(_ residual: [Double], around place: Int? = nil) -> Double {
    let range = place.map { max(0, $0 - 1100)..<min(residual.count, $0 + 1100) }
    return residual[range ?? residual.indices].reduce(0) { max($0, abs($1)) }
  }

  @Test func fiftyJoinsOfSteadyTonesAreNotHeard() throws {
    let bench = try SoundBench()
    let packets = 16
    let joins = 50
    let samples = 1024 * (packets * (joins + 1) - 1)
    let sound = Signal.make(samples) { time in
      let value = Self.tones.map { 0.35 * sin(2 * .pi * $0 * Double(time) / 48000) }.reduce(0, +)
      return (Float(value), Float(value))
    }
    let chunks = try AACChunkEncoderTests.encode(bench, sound, chunk: packets, as: "a")
    try #require(chunks.names.count == joins + 1)
    for (joint, next) in zip(chunks.joints, chunks.joints.dropFirst()) {
      #expect(joint.last == next.before)
    }
    let joined = try bench.decode(bench.adts(chunks.names, as: "a.aac"))
    let one = try AACChunkEncoderTests.encode(bench, sound, chunk: 10000, as: "b")
    let whole = try bench.decode(bench.adts(one.names, as: "b.aac"))
    #expect(joined.count == whole.count && joined.count / 2 == samples + 1024)

    // The beginning and the end are attacks of their own.
    func middle(_ sound: [Float]) -> [Float] { Array(sound[8192..<sound.count - 8192]) }
    let usual = Self.peak(Self.residual(middle(whole)))
    let heard = Self.residual(middle(joined))
    var worst = 0.0
    for number in 1...joins {
      let place = number * packets * 1024 - 4096
      guard place < heard.count else { continue }
      worst = max(worst, Self.peak(heard, around: place))
    }
    #expect(worst < 2 * usual, "\(worst), \(usual) in one piece")
    #expect(Self.peak(heard) < 2 * usual)

    // The same sound with a seam as bad encoders make them: the meter must hear it.
    let cut = 1024 * 400
    let gap = Array(joined[..<(2 * cut)]) + joined[(2 * cut + 2)...]
    let repeated = Array(joined[..<(2 * cut)]) + joined[(2 * cut - 2048)...]
    var silent = joined
    for index in 2 * cut..<2 * cut + 64 { silent[index] = 0 }
    for damaged in [gap, repeated, silent] {
      #expect(Self.peak(Self.residual(middle(damaged))) > 5 * usual)
    }
  }
}
