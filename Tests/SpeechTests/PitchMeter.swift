/// Measures how high a voice is.
enum PitchMeter {
  /// The median of the pitch over pieces of 40 ms that have one, in Hz, by autocorrelation of
  /// sound at 48 kHz.
  static func pitch(of samples: [Int16]) -> Double {
    // Every sixth of the mean of six: 8 kHz is enough, and quick.
    let small = stride(from: 0, to: samples.count - 6, by: 6).map { start in
      samples[start..<start + 6].reduce(0.0) { $0 + Double($1) } / 6
    }
    var found: [Double] = []
    for start in stride(from: 0, to: small.count - 640, by: 320) {
      let piece = Array(small[start..<start + 640])
      func product(_ lag: Int) -> Double {
        (0..<480).reduce(0) { $0 + piece[$1] * piece[$1 + lag] }
      }
      let energy = product(0)
      guard energy > 480 * 300 * 300 else { continue }
      // 50 to 400 Hz.
      let best = (20...160).max { product($0) < product($1) }!
      if product(best) > energy / 2 { found.append(8000 / Double(best)) }
    }
    return found.sorted()[found.count / 2]
  }
}
