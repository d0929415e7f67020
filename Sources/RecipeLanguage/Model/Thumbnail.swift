public import FilmVocabulary

/// A picture that stands for a film.
public struct Thumbnail: Hashable, Sendable {
  /// Which of the film's pictures it is.
  public enum Place: Hashable, Sendable {
    /// The one that looks best.
    case automatic
    case time(TimeValue)
    /// A part of the film's length, from 0 to 1.
    case fraction(Rational)
  }

  public var mark: SourceMark
  public var place: Located<Place>
  /// Large words over it.
  public var text: Located<String>?
  /// The file; `nil` stands for the film's path with another ending.
  public var path: Located<RecipePath>?
}

/// What an output says of its thumbnail.
public enum OutputThumbnail: Hashable, Sendable {
  /// Nothing: what holds for the whole recipe holds for it.
  case inherited
  case none
  case own(Thumbnail)
}
