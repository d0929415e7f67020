internal import Glibc

/// The gain of an element over time: constant, with a raised cosine at each end.
struct FadeEnvelope {
  /// Where the element is heard in the mix.
  let range: Range<Int>
  /// Factor outside the fades.
  let gain: Float
  private let fadeIn: Int
  private let fadeOut: Int

  /// - Parameter samples: The length of the element's sound.
  init(_ element: MixElement, samples: Int) {
    range = element.range(ofSound: samples)
    gain = Float(Loudness.amplitude(ofDecibels: element.gain))
    fadeIn = min(max(0, element.fadeIn), range.count)
    fadeOut = min(max(0, element.fadeOut), range.count)
  }

  /// What is between the fades, where the gain is ``gain``.
  var steady: Range<Int> {
    let start = range.lowerBound + fadeIn
    return start..<max(start, range.upperBound - fadeOut)
  }

  /// - Parameter time: Within ``range``.
  func gain(at time: Int) -> Float {
    var result = gain
    // The middle of a sample is taken, so that the fade in is the fade out in reverse.
    let fromStart = time - range.lowerBound
    if fromStart < fadeIn { result *= Self.rise(Double(fromStart) + 0.5, fadeIn) }
    let toEnd = range.upperBound - time
    if toEnd <= fadeOut { result *= Self.rise(Double(toEnd) - 0.5, fadeOut) }
    return result
  }

  private static func rise(_ place: Double, _ length: Int) -> Float {
    Float(0.5 - 0.5 * cos(.pi * place / Double(length)))
  }
}
