/// What all sound is turned into on its way into a film.
public enum SoundFormat {
  /// Samples a second.
  public static let sampleRate = 48_000
  /// Left and right, one after the other in every buffer.
  public static let channels = 2
  /// Samples of one AAC packet.
  public static let packetSamples = 1024

  /// The factor that a gain is for sample values.
  public static func amplitude(ofDecibels decibels: Double) -> Float {
    Float(Loudness.amplitude(ofDecibels: decibels))
  }
}
