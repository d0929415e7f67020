internal import Glibc

/// The scale of loudness: LUFS, as ITU-R BS.1770 defines them.
enum Loudness {
  /// What the filter adds at 997 Hz is taken off again.
  private static let offset = -0.691

  /// - Returns: 0 for silence.
  static func energy(ofLoudness loudness: Double) -> Double {
    loudness == -.infinity ? 0 : pow(10, (loudness - offset) / 10)
  }

  static func loudness(ofEnergy energy: Double) -> Double { offset + 10 * log10(energy) }

  /// The factor for the sample values.
  static func amplitude(ofDecibels decibels: Double) -> Double { pow(10, decibels / 20) }
}
