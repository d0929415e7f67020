/// What speaks the film's text.
public enum SpeechEngine: String, Hashable, Sendable, CaseIterable {
  case espeak
  case flite
}
