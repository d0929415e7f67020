/// What came of reading a profile.
public struct ProfileLoadResult: Sendable {
  /// `nil` if there is an error among the diagnostics.
  public var profile: Profile?
  public var diagnostics: [Diagnostic]
  /// The files that were read; profiles that come with the program are not among them.
  public var filesRead: [String]
  /// The texts, for showing lines with diagnostics.
  public var sources: SourceTexts
}
