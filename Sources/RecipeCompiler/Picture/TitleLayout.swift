import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Sets a title card: large words, and smaller ones under them.
enum TitleLayout {
  /// - Parameter length: Frames for which the title shows.
  static func overlays(of title: TitleCard?, length: Int) -> [StageCatalog.Overlay] {
    guard let title else { return [] }
    let shifts = shifts(of: title)
    var overlays = [
      overlay(
        title.text.value, of: title, size: title.size, bold: true, shift: shifts.title,
        length: length)
    ]
    if let subtitle = title.subtitle {
      overlays.append(
        overlay(
          subtitle.value, of: title, size: title.size / Rational(2), bold: false,
          shift: shifts.subtitle, length: length))
    }
    return overlays
  }

  /// How far the two lines stand from the anchor, so that they do not lie over each other: the
  /// pair hangs from the top, stands on the bottom, or is centred as a whole.
  private static func shifts(of title: TitleCard) -> (title: Rational, subtitle: Rational) {
    guard title.subtitle != nil else { return (.zero, .zero) }
    switch title.position {
    case .topLeft, .top, .topRight:
      return (.zero, title.size * Rational(13, 10))
    case .left, .center, .right:
      return (-title.size * Rational(1, 3), title.size * Rational(2, 3))
    case .bottomLeft, .bottom, .bottomRight:
      return (-title.size * Rational(7, 10), .zero)
    }
  }

  private static func overlay(
    _ text: String, of title: TitleCard, size: Rational, bold: Bool, shift: Rational, length: Int
  ) -> StageCatalog.Overlay {
    let style = TextStyle(
      font: SubtitleStyle.defaultFont, bold: bold, size: size, color: title.color,
      outlineColor: .black, outline: size * Rational(3, 100), box: nil, margin: Rational(8, 100))
    return StageCatalog.Overlay(
      content: .text(text, style: style), anchor: title.position, opacity: Rational(1),
      shift: shift, start: 0, end: length)
  }
}
