public import FilmVocabulary

/// Plays a part of a sound backwards, or faster or slower at the same pitch.
///
/// Pieces of 25 ms are taken from where the pace leads to, moved by up to 12.5 ms to where the sound
/// goes on most alike (WSOLA), and each is faded into the next. Likeness is measured in whole
/// numbers and nothing depends on the processor. Every piece depends on those before it alone, so
/// that a longer part begins with the same samples.
public struct SoundRetimer {
  private let sound: WaveFile
  private let skip: Int
  private let length: Int
  private let isReversed: Bool
  private let speed: Rational

  /// Samples from one piece to the next; two pieces sound at once.
  static let hop = 1200
  /// Samples by which a piece may be moved.
  static let reach = 600
  /// Samples that one sample of the first, coarse search stands for.
  private static let coarse = 4

  /// - Parameters:
  ///   - skip: Samples of the sound that are left out at its start.
  ///   - length: Samples that are used; what the sound lacks of them is silent.
  ///   - speed: How many times as fast it is heard.
  public init(sound: WaveFile, skip: Int, length: Int, isReversed: Bool, speed: Rational) {
    self.sound = sound
    self.skip = skip
    self.length = length
    self.isReversed = isReversed
    self.speed = speed
  }

  /// Samples of the result.
  public var samples: Int { (Rational(length) / speed).rounded }

  /// Makes all of it.
  ///
  /// - Parameters:
  ///   - check: Is called now and then; what it throws ends the work.
  ///   - sink: Is called with the samples in order, left and right in turn.
  public func render(
    check: (_ fraction: Double) throws -> Void = { _ in },
    sink: (UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    let total = samples
    let numerator = speed.numerator
    let denominator = speed.denominator
    // The place in the source that stands at the start of the current piece.
    var place = 0
    var start = 0
    while start < total {
      if start % (64 * Self.hop) == 0 { try check(Double(start) / Double(max(total, 1))) }
      let count = min(Self.hop, total - start)
      let aim = ((start + Self.hop) * numerator + denominator / 2) / denominator
      let next = speed == Rational(1) ? aim : nearest(to: aim, continuing: place + Self.hop)
      var piece = read(place..<place + count)
      if next != place + Self.hop {
        let other = read(next - Self.hop..<next - Self.hop + count)
        for index in 0..<count {
          let weight = Self.ramp[index]
          for channel in 0..<2 {
            let from = piece[2 * index + channel]
            piece[2 * index + channel] = from + (other[2 * index + channel] - from) * weight
          }
        }
      }
      try piece.withUnsafeBufferPointer { try sink($0) }
      place = next
      start += count
    }
  }

  /// The weight of the later of two pieces: rises smoothly, and is one less the other way round.
  private static let ramp: [Float] = (0..<hop).map { index in
    let place = (Float(index) + 0.5) / Float(hop)
    return place * place * (3 - 2 * place)
  }

  /// Where the piece before a place sounds most like what would have gone on.
  ///
  /// - Parameters:
  ///   - aim: The place to which the pace leads.
  ///   - continued: The place to which the sound itself leads.
  private func nearest(to aim: Int, continuing continued: Int) -> Int {
    let (hop, reach) = (Self.hop, Self.reach)
    let pattern = mono(continued - hop..<continued)
    let candidates = mono(aim - hop - reach..<aim + reach)
    let step = Self.coarse
    let small = Self.reduced(pattern)
    let rough = Self.best(
      pattern: small, in: Self.reduced(candidates), around: reach / step,
      within: 0...(2 * reach / step))
    let middle = rough * step
    let fine = Self.best(
      pattern: pattern, in: candidates, around: rough == reach / step ? reach : middle,
      within: max(0, middle - step)...min(2 * reach, middle + step))
    return aim - reach + fine
  }

  /// The offset at which samples are most like a pattern; of equal ones the nearest to `around`.
  private static func best(
    pattern: [Int32], in samples: [Int32], around: Int, within range: ClosedRange<Int>
  ) -> Int {
    var energy: Int64 = 0
    let count = pattern.count
    pattern.withUnsafeBufferPointer { pattern in
      for value in pattern { energy += Int64(value) * Int64(value) }
    }
    guard energy > 0 else { return min(max(around, range.lowerBound), range.upperBound) }
    return samples.withUnsafeBufferPointer { samples in
      pattern.withUnsafeBufferPointer { pattern in
        var (best, bestScore) = (min(max(around, range.lowerBound), range.upperBound), -1.0)
        for offset in range.sorted(by: { abs($0 - around) < abs($1 - around) }) {
          var (likeness, own): (Int64, Int64) = (0, 0)
          for index in 0..<count {
            let value = Int64(samples[offset + index])
            likeness &+= value &* Int64(pattern[index])
            own &+= value &* value
          }
          guard likeness > 0, own > 0 else { continue }
          let score = Double(likeness) / Double(own).squareRoot()
          // A little more likeness is not worth a move.
          if score > bestScore * 1.000001 { (best, bestScore) = (offset, score) }
        }
        return best
      }
    }
  }

  /// One sample for each few, their sum.
  private static func reduced(_ samples: [Int32]) -> [Int32] {
    (0..<samples.count / coarse).map { index in
      samples[index * coarse..<(index + 1) * coarse].reduce(0, &+) / Int32(coarse)
    }
  }

  /// Both channels together in whole numbers, 16384 for full scale.
  private func mono(_ range: Range<Int>) -> [Int32] {
    let stereo = read(range)
    return (0..<range.count).map { index in
      let value = (stereo[2 * index] + stereo[2 * index + 1]) * 8192
      return Int32(max(-131_072, min(131_072, value.isFinite ? value : 0)).rounded())
    }
  }

  /// Samples in the order in which they are played; silent where there are none.
  private func read(_ range: Range<Int>) -> [Float] {
    var result = [Float](repeating: 0, count: 2 * range.count)
    let used = range.clamped(to: 0..<length)
    guard !used.isEmpty else { return result }
    let source =
      isReversed
      ? skip + length - used.upperBound..<skip + length - used.lowerBound
      : skip + used.lowerBound..<skip + used.upperBound
    let there = source.clamped(to: 0..<sound.samples)
    guard !there.isEmpty else { return result }
    let stereo = sound.stereo(there)
    for index in 0..<there.count {
      let place = there.lowerBound - source.lowerBound + index
      let target =
        used.lowerBound - range.lowerBound + (isReversed ? used.count - 1 - place : place)
      result[2 * target] = stereo[2 * index]
      result[2 * target + 1] = stereo[2 * index + 1]
    }
    return result
  }
}
