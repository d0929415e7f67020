import Foundation
import Testing

@testable import Speech

@Suite struct SpeechResamplerTests {
  static func tone(_ frequency: Double, rate: Int, seconds: Double) -> [Int16] {
    (0..<Int(Double(rate) * seconds)).map {
      Int16((12_000 * sin(2 * Double.pi * frequency * Double($0) / Double(rate))).rounded())
    }
  }

  @Test(arguments: [8000, 16_000, 22_050, 44_100])
  func keepsATone(rate: Int) throws {
    for frequency in [100.0, 1000, 3000] {
      let output = SpeechResampler.of(rate: rate).resample(
        Self.tone(frequency, rate: rate, seconds: 0.5))
      #expect(output.count == 24_000)
      let ideal = Self.tone(frequency, rate: 48_000, seconds: 0.5)
      let inside = 2000..<22_000
      let noise = inside.reduce(0.0) { $0 + pow(Double(output[$1]) - Double(ideal[$1]), 2) }
      let signal = inside.reduce(0.0) { $0 + pow(Double(ideal[$1]), 2) }
      #expect(10 * log10(signal / noise) > 70, "\(frequency) Hz at \(rate)")
    }
  }

  @Test func holdsImagesDown() throws {
    // 3 kHz at 8 kHz has its first image at 5 kHz.
    let output = SpeechResampler.of(rate: 8000).resample(
      Self.tone(3000, rate: 8000, seconds: 0.5))
    var (real, imaginary) = (0.0, 0.0)
    for index in 2400..<21_600 {
      let angle = 2 * Double.pi * 5000 * Double(index) / 48_000
      real += Double(output[index]) * cos(angle)
      imaginary += Double(output[index]) * sin(angle)
    }
    let amplitude = 2 * (real * real + imaginary * imaginary).squareRoot() / 19_200
    #expect(20 * log10(amplitude / 12_000) < -80)
  }

  @Test func keepsAConstantAndTheFullRange() throws {
    let constant = SpeechResampler.of(rate: 22_050).resample(
      [Int16](repeating: 10_000, count: 5000))
    #expect(constant[1000..<9000].allSatisfy { $0 == 10_000 })
    // A square wave at full scale overshoots: it is held, not wrapped.
    let square = (0..<4000).map { Int16($0 / 50 % 2 == 0 ? Int16.max : Int16.min) }
    let output = SpeechResampler.of(rate: 16_000).resample(square)
    for index in stride(from: 1000, to: 11_000, by: 1) {
      let source = square[index / 3]
      let distance = abs(index / 3 % 50 - 25)
      if distance < 20 { #expect((output[index] < 0) == (source < 0)) }
    }
  }

  @Test func takesAnyLength() throws {
    #expect(SpeechResampler.of(rate: 22_050).resample([]).isEmpty)
    #expect(SpeechResampler.of(rate: 22_050).resample([7]).count == 3)
    #expect(SpeechResampler.of(rate: 48_000).resample([1, 2, 3]) == [1, 2, 3])
  }

  @Test func givesTheSameBytesAsEver() throws {
    let output = SpeechResampler.of(rate: 22_050).resample(
      (0..<2000).map { Int16(truncatingIfNeeded: $0 &* $0 &* 7919) / 2 })
    let sum = output.reduce(UInt64(0)) { ($0 ^ UInt64(UInt16(bitPattern: $1))) &* 0x100_0000_01b3 }
    #expect(String(sum, radix: 16) == "641a1b7678c1082")
  }
}
