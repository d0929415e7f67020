public import FilmVocabulary

/// A file that is to be made.
public struct Output: Hashable, Sendable {
  public var mark: SourceMark
  public var path: Located<RecipePath>
  /// In pixels, even.
  public var width: Int
  /// In pixels, even.
  public var height: Int
  /// Frames a second.
  public var frameRate: Rational
  /// The ids of the scenes that are in it, in the film's order; `nil` for all.
  public var scenes: [Located<String>]?
  /// Whether the film's watermark stands in it.
  public var hasWatermark = true

  static let defaultFrameRate = Rational(30)
}
