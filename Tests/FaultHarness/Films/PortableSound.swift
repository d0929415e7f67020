/// Writes WAV files of 16-bit samples.
enum PortableSound {
  /// A square wave, one channel at 16 kHz.
  ///
  /// - Parameter period: Samples of one oscillation.
  static func wav(seconds: Double, period: Int) -> [UInt8] {
    let rate = 16_000
    let count = Int(seconds * Double(rate))
    var bytes = Array("RIFF".utf8) + word(36 + 2 * count) + Array("WAVEfmt ".utf8) + word(16)
    bytes += [1, 0, 1, 0] + word(rate) + word(2 * rate) + [2, 0, 16, 0]
    bytes += Array("data".utf8) + word(2 * count)
    for index in 0..<count {
      let sample: Int16 = index % period < period / 2 ? 6000 : -6000
      bytes += [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
    }
    return bytes
  }

  private static func word(_ number: Int) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
