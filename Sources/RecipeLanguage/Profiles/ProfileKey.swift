/// What a profile's file may say: one entry for each key.
public struct ProfileKey: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Changes bytes, and is in the keys of what is built.
    case output
    /// Changes how a build runs, and is in no key.
    case schedule
    /// Is about the profile itself.
    case description
  }

  public var name: String
  public var kind: Kind
  /// One sentence.
  public var summary: String
  /// What holds where the key is absent, in words.
  public var defaultText: String

  /// All keys, in the order of the manual.
  public static let all: [ProfileKey] = ProfileDeclaration.entries.map(\.key)
}
