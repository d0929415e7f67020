/// A piece of sound at its place in a mix. All places and lengths are in samples at 48 kHz.
public struct MixElement: Hashable, Sendable {
  /// The number of the sound.
  public var sound: Int
  /// Where the first sample that is heard lies in the mix; may be negative.
  public var start: Int
  /// Samples of the sound that are left out at its start.
  public var skip: Int
  /// Samples that are heard, if there are as many; `nil` means all that follow.
  public var length: Int?
  /// Decibels.
  public var gain: Double
  /// Length of the fade at the start of what is heard.
  public var fadeIn: Int
  /// Length of the fade at the end of what is heard.
  public var fadeOut: Int

  public init(
    sound: Int, start: Int, skip: Int = 0, length: Int? = nil, gain: Double = 0, fadeIn: Int = 0,
    fadeOut: Int = 0
  ) {
    self.sound = sound
    self.start = start
    self.skip = skip
    self.length = length
    self.gain = gain
    self.fadeIn = fadeIn
    self.fadeOut = fadeOut
  }

  /// Where the element is heard in the mix.
  ///
  /// - Parameter samples: The length of its sound.
  func range(ofSound samples: Int) -> Range<Int> {
    let available = max(0, samples - skip)
    return start..<start + max(0, min(length ?? available, available))
  }
}
