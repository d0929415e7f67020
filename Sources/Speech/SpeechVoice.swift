/// A voice that an engine has.
public struct SpeechVoice: Hashable, Sendable {
  public enum Gender: String, Hashable, Sendable {
    case male, female, unknown
  }

  public var engine: SpeechEngine
  /// What a recipe calls it.
  public var name: String
  /// What people call it.
  public var title: String
  /// BCP 47 tags in lower case, the best match first.
  public var languages: [String]
  public var gender: Gender

  /// All voices of an engine, by name.
  ///
  /// Variants, which can be added to any of espeak's voices after a plus sign, are not in it: see
  /// ``variants(of:)``.
  ///
  /// - Throws: ``SpeechError`` with the code `missing-data` or `engine-failed`.
  public static func all(of engine: SpeechEngine) throws(SpeechError) -> [SpeechVoice] {
    switch engine {
    case .espeak: try EspeakCatalogue.shared.get().voices
    case .flite: FliteSynthesizer.voices
    }
  }

  /// The names that may follow a voice's name and a plus sign, such as `f3` in `en-gb+f3`.
  ///
  /// - Throws: ``SpeechError`` with the code `missing-data` or `engine-failed`.
  public static func variants(of engine: SpeechEngine) throws(SpeechError) -> [String] {
    switch engine {
    case .espeak: try EspeakCatalogue.shared.get().variants
    case .flite: []
    }
  }

  /// The voice that a recipe means by a name.
  ///
  /// For espeak a name is a language, a file of a voice, or a voice's title; for a language with
  /// a region that espeak does not know, the language alone decides, as RFC 4647 has it.
  ///
  /// - Throws: ``SpeechError`` with the code `unknown-voice`, `missing-data` or `engine-failed`.
  public static func find(
    _ name: String, engine: SpeechEngine
  ) throws(SpeechError) -> SpeechVoice {
    switch engine {
    case .espeak:
      let catalogue = try EspeakCatalogue.shared.get()
      guard let voice = catalogue.voice(name) else { throw catalogue.unknownVoice(name) }
      return voice
    case .flite:
      return try FliteSynthesizer.voice(name)
    }
  }
}
