/// The data that makes speech, beside the libraries' own code.
public enum SpeechLibraries {
  /// The version of espeak-ng, such as `1.51 data 0123456789abcdef`; `none` if it cannot speak.
  ///
  /// It ends in a fingerprint of the data, since rules and dictionaries can change without the
  /// library. flite has no data of its own, and tells no version but in the name of its file.
  public static func espeakVersion() -> String {
    guard case .success(let catalogue) = EspeakCatalogue.shared else { return "none" }
    // Some builds add a date after the number.
    let number = catalogue.version.split(separator: " ").first ?? "unknown"
    return "\(number) data \(EspeakData(folder: catalogue.folder).fingerprint)"
  }

  /// Absolute paths of the data files that cannot change without changing what is spoken; empty
  /// if there are none.
  public static var witnesses: [String] {
    guard case .success(let catalogue) = EspeakCatalogue.shared else { return [] }
    return EspeakData(folder: catalogue.folder).witnesses
  }
}
