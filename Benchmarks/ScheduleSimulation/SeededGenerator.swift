internal import Glibc

/// Numbers that look random and are the same for the same seed: the SplitMix64 generator.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// A number from 0 to 1, without either.
  package mutating func unit() -> Double { (Double(next() >> 11) + 0.5) / Double(1 << 53) }

  /// A normally distributed number with mean 0 and deviation 1.
  package mutating func normal() -> Double {
    (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
  }

  /// A duration with this median, of which a few are many times as long.
  package mutating func duration(median: Double, spread: Double = 0.5) -> Double {
    median * exp(spread * normal())
  }
}
