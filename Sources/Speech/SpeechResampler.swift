internal import Glibc
internal import Synchronization

/// Brings mono sound to 48 kHz.
///
/// A polyphase filter: each output sample is the sum of its 96 nearest input samples, weighted by
/// a sinc under a Kaiser window. The weights are rounded to integers once: products and sums
/// of integers below 2⁵³ are exact in double precision, so that every processor agrees to the bit. The filter passes what lies below 0.89 of the
/// input's Nyquist frequency and holds images 90 dB down.
final class SpeechResampler: Sendable {
  /// Input samples on either side of an output sample.
  private static let reach = 48
  /// Kaiser's β: −90 dB.
  private static let shape = 9.0
  /// Where the filter is at −6 dB, as a part of the input's Nyquist frequency.
  private static let cutoff = 0.95
  /// Weights are in units of 2⁻²⁴.
  private static let bits = 24

  private static let made = Mutex<[Int: SpeechResampler]>([:])

  /// The resampler of an input rate: its weights take some milliseconds, and are kept.
  static func of(rate: Int) -> SpeechResampler {
    made.withLock { made in
      if let known = made[rate] { return known }
      let new = SpeechResampler(rate: rate)
      made[rate] = new
      return new
    }
  }

  /// Output samples for `step` input samples, in lowest terms.
  private let phases: Int
  private let step: Int
  /// `2 * reach` weights for each phase.
  private let weights: [Double]

  init(rate: Int) {
    let divisor = Self.greatestCommonDivisor(rate, SpokenSound.sampleRate)
    phases = SpokenSound.sampleRate / divisor
    step = rate / divisor
    // Below 48 kHz all that the input holds fits into the output.
    let bandwidth = Self.cutoff * min(1, Double(phases) / Double(step))
    var weights: [Double] = []
    weights.reserveCapacity(phases * 2 * Self.reach)
    for phase in 0..<phases {
      weights += Self.weights(at: Double(phase) / Double(phases), bandwidth: bandwidth)
    }
    self.weights = weights
  }

  /// The sound at 48 kHz; its first sample is at the time of the input's first.
  func resample(_ samples: [Int16]) -> [Int16] {
    if phases == step { return samples }
    let count = (samples.count * phases + step - 1) / step
    return [Int16](unsafeUninitializedCapacity: count) { output, initialized in
      // Pieces, since the input is widened to eight bytes a sample.
      while initialized < count {
        let piece = initialized..<min(initialized + 16_384, count)
        resample(samples, piece, into: output)
        initialized = piece.upperBound
      }
    }
  }

  private func resample(
    _ samples: [Int16], _ piece: Range<Int>, into output: UnsafeMutableBufferPointer<Int16>
  ) {
    let first = piece.lowerBound * step / phases - Self.reach + 1
    let end = (piece.upperBound - 1) * step / phases + Self.reach + 1
    // What lies outside of the sound is silence.
    let wide = (first..<end).map { samples.indices.contains($0) ? Double(samples[$0]) : 0 }
    let half = Double(1 << (Self.bits - 1))
    let scale = 1 / Double(1 << Self.bits)
    wide.withUnsafeBufferPointer { wide in
      weights.withUnsafeBufferPointer { weights in
        for index in piece {
          let place = index * step
          let input = UnsafeRawPointer(
            wide.baseAddress! + (place / phases - Self.reach + 1 - first))
          let row = UnsafeRawPointer(weights.baseAddress! + place % phases * 2 * Self.reach)
          var sums = SIMD8<Double>.zero
          for offset in stride(from: 0, to: 2 * Self.reach * 8, by: 64) {
            sums +=
              input.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
              * row.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
          }
          output[index] = Int16(clamping: Int(((sums.sum() + half) * scale).rounded(.down)))
        }
      }
    }
  }

  /// The weights of the input samples around a place between two of them; their sum is exactly
  /// one, so that a constant stays what it is.
  private static func weights(at fraction: Double, bandwidth: Double) -> [Double] {
    let one = Double(1 << bits)
    let exact = (0..<2 * reach).map { tap -> Double in
      let distance = Double(tap - reach + 1) - fraction
      let angle = Double.pi * bandwidth * distance
      let sinc = distance == 0 ? 1 : sin(angle) / angle
      let edge = distance / Double(reach)
      let window = abs(edge) < 1 ? bessel(shape * (1 - edge * edge).squareRoot()) : 0
      return sinc * window
    }
    let sum = exact.reduce(0, +)
    var rounded = exact.map { ($0 / sum * one).rounded() }
    let missing = one - rounded.reduce(0, +)
    rounded[fraction < 0.5 ? reach - 1 : reach] += missing
    return rounded
  }

  /// The modified Bessel function of the first kind and order zero, by its series.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term, k) = (1.0, 1.0, 1.0)
    repeat {
      term *= x * x / (4 * k * k)
      sum += term
      k += 1
    } while term > sum * 1e-16
    return sum
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
