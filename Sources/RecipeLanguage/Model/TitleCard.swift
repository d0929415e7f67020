public import FilmVocabulary

/// Large words over a scene's picture.
public struct TitleCard: Hashable, Sendable {
  public var text: Located<String>
  public var subtitle: Located<String>?
  /// The height of the title's letters as a fraction of the frame's height. The subtitle has half
  /// of it.
  public var size: Rational
  public var color: Color
  public var position: Anchor

  /// Words in the style of all titles.
  public static func plain(_ text: Located<String>) -> TitleCard {
    TitleCard(
      text: text, subtitle: nil, size: defaultSize, color: .white, position: .center)
  }

  static let defaultSize = Rational(12, 100)
}
