public import FilmVocabulary

/// What becomes of a clip's colours.
public struct Look: Hashable, Sendable {
  public var key: ChromaKey?
  public var adjustment: ColorAdjustment?
  /// A `.cube` file.
  public var table: MediaSource?
}
