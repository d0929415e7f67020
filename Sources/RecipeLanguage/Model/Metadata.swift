/// What the file says about the film.
public struct Metadata: Hashable, Sendable {
  /// The names that a recipe may use.
  public enum Key: String, Hashable, Sendable, CaseIterable {
    case title, artist, album, date, language, genre, copyright, comment, description
  }

  var values: [Key: Located<String>] = [:]

  /// What is set, in the order of ``Key``: the order in the recipe changes nothing.
  public var entries: [(key: Key, value: Located<String>)] {
    Key.allCases.compactMap { key in values[key].map { (key, $0) } }
  }

  public subscript(key: Key) -> Located<String>? { values[key] }

  /// The film's language as a BCP 47 tag, if it is given.
  public var language: Located<String>? { values[.language] }
}
