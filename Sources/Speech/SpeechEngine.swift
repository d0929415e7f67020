/// The programs that can speak.
public enum SpeechEngine: String, Hashable, Sendable, CaseIterable {
  /// espeak-ng: formant synthesis, more than a hundred languages.
  case espeak
  /// flite: four English voices, recorded and modelled.
  case flite
}
