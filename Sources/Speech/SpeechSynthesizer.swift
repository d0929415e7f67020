/// Speaks texts.
///
/// The same request gives the same samples in every process, whatever was spoken before. May be
/// used from any number of threads.
public enum SpeechSynthesizer {
  /// The longest text, in Unicode scalars.
  public static let longestText = 10_000

  /// Speaks a text, and blocks meanwhile: about 15 ms a sentence with espeak, 50 ms with most
  /// voices of flite.
  ///
  /// - Throws: ``SpeechError`` with the code `unknown-voice` for a voice that the engine does not
  ///   have, `unspeakable` for a text in which there is nothing to say, `unsupported` for a pace
  ///   that the engine cannot keep or a text that is too long, `missing-data` or `engine-failed`.
  public static func speak(_ request: SpeechRequest) throws(SpeechError) -> SpokenSound {
    guard request.text.unicodeScalars.count <= longestText else {
      throw SpeechError(
        .unsupported,
        "A text of more than \(longestText) characters cannot be spoken at once; split it.")
    }
    guard request.rate > 0, request.pitch >= 0.5, request.pitch <= 2 else {
      throw SpeechError(
        .unsupported, "A voice's rate is above 0 and its pitch between 0.5 and 2; change them.")
    }
    let raw =
      switch request.engine {
      case .espeak: try EspeakSynthesizer.speak(request)
      case .flite: try FliteSynthesizer.speak(request)
      }
    guard raw.sampleRate > 0 else {
      throw SpeechError(.engineFailed, "\(request.engine.rawValue) gave no sample rate.")
    }
    let resampled = SpeechResampler.of(rate: raw.sampleRate).resample(raw.samples)
    guard !raw.words.isEmpty, let sounding = SilenceTrimmer.sounding(resampled) else {
      throw SpeechError(
        .unspeakable,
        "There is nothing in \"\(request.text.prefix(60))\" that the voice \(request.voice) can "
          + "say; write it in words, or leave it out.")
    }
    return SpokenSound(
      samples: Array(resampled[sounding]),
      words: WordPlacer(text: request.text, sampleRate: raw.sampleRate, sounding: sounding)
        .words(raw.words))
  }
}
