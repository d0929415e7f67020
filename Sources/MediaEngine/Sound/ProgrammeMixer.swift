/// Mixes sounds: any window of a mix can be had alone, and has the same samples as in the whole.
///
/// Each sample is a function of its time only, and sounds are added in the order of their
/// elements, so that windows which overlap agree in every bit. May be used by several threads.
public struct ProgrammeMixer: Sendable {
  private let sounds: [WaveFile]
  private let elements: [(element: MixElement, envelope: FadeEnvelope)]
  private let music: [(element: MixElement, envelope: FadeEnvelope)]
  private let ducking: DuckingEnvelope?

  /// - Parameters:
  ///   - elements: Their sounds are numbers in `sounds`.
  ///   - music: Elements that are ducked.
  /// - Throws: ``MediaError`` with the code `internal` if an element names no sound.
  public init(
    sounds: [WaveFile], elements: [MixElement], music: [MixElement] = [],
    ducking: DuckingEnvelope? = nil
  ) throws {
    for element in elements + music {
      guard sounds.indices.contains(element.sound), element.skip >= 0 else {
        throw MediaError(
          .internal,
          message: "A mix names sound \(element.sound) of \(sounds.count).")
      }
    }
    let prepare = { (element: MixElement) in
      (element, FadeEnvelope(element, samples: sounds[element.sound].samples))
    }
    self.sounds = sounds
    self.elements = elements.map(prepare)
    self.music = music.map(prepare)
    self.ducking = ducking
  }

  /// The samples of a window, left and right in turn. Where nothing is heard, they are 0.
  public func render(_ window: Range<Int>) -> [Float] {
    var mix = [Float](repeating: 0, count: window.count * 2)
    mix.withUnsafeMutableBufferPointer { mix in
      for (element, envelope) in elements {
        add(element, envelope, ducking: nil, window: window, to: mix)
      }
      for (element, envelope) in music {
        add(element, envelope, ducking: ducking, window: window, to: mix)
      }
    }
    return mix
  }

  private func add(
    _ element: MixElement, _ envelope: FadeEnvelope, ducking: DuckingEnvelope?,
    window: Range<Int>, to mix: UnsafeMutableBufferPointer<Float>
  ) {
    let heard = envelope.range.clamped(to: window)
    guard !heard.isEmpty else { return }
    let undivided: [(range: Range<Int>, gain: Float?)] = [(range: heard, gain: 1)]
    let parts = ducking?.parts(of: heard) ?? undivided
    let steady = envelope.steady
    for (part, level) in parts {
      let even = level == nil ? part.upperBound..<part.upperBound : part.clamped(to: steady)
      if even.isEmpty {
        add(element, part, window, to: mix) { envelope.gain(at: $0) * gain(ducking, at: $0) }
        continue
      }
      let before = part.lowerBound..<even.lowerBound
      let after = even.upperBound..<part.upperBound
      add(element, before, window, to: mix) { envelope.gain(at: $0) * gain(ducking, at: $0) }
      let factor = envelope.gain * level!
      add(element, even, window, to: mix) { _ in factor }
      add(element, after, window, to: mix) { envelope.gain(at: $0) * gain(ducking, at: $0) }
    }
  }

  private func gain(_ ducking: DuckingEnvelope?, at time: Int) -> Float {
    ducking?.gain(at: time) ?? 1
  }

  @inline(__always)
  private func add(
    _ element: MixElement, _ part: Range<Int>, _ window: Range<Int>,
    to mix: UnsafeMutableBufferPointer<Float>, gain: (_ time: Int) -> Float
  ) {
    let shift = element.skip - element.start
    let target = part.lowerBound - window.lowerBound
    sounds[element.sound].forEach(in: part.lowerBound + shift..<part.upperBound + shift) {
      index, left, right in
      let factor = gain(part.lowerBound + index)
      mix[2 * (target + index)] += factor * left
      mix[2 * (target + index) + 1] += factor * right
    }
  }
}
