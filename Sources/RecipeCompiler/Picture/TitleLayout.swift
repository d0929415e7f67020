import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Sets a title card: large words, and smaller ones under them.
enum TitleLayout {
  /// - Parameter length: Frames for which the title shows.
  static func overlays(of title: TitleCard?, length: Int) -> [StageCatalog.Overlay] {
    guard let title else { return [] }
    // Where the words stand in the middle, the pair is centred as a whole.
    let isCentred = [.left, .center, .right].contains(title.position)
    let half = title.size / Rational(2)
    var overlays = [
      overlay(
        title.text.value, title: title, size: title.size, bold: true,
        shift: title.subtitle != nil && isCentred ? -half / Rational(2) : .zero, length: length)
    ]
    if let subtitle = title.subtitle {
      let isTop = [.topLeft, .top, .topRight].contains(title.position)
      let shift = isCentred ? half : isTop ? title.size : half
      if !isCentred, !isTop { overlays[0].shift = -half }
      overlays.append(
        overlay(
          subtitle.value, title: title, size: half, bold: false,
          shift: isCentred || isTop ? shift : .zero, length: length))
    }
    return overlays
  }

  private static func overlay(
    _ text: String, title: TitleCard, size: Rational, bold: Bool, shift: Rational, length: Int
  ) -> StageCatalog.Overlay {
    let style = TextStyle(
      font: SubtitleStyle.defaultFont, bold: bold, size: size, color: title.color,
      outlineColor: .black, outline: size * Rational(3, 100), box: nil, margin: Rational(8, 100))
    return StageCatalog.Overlay(
      content: .text(text, style: style), anchor: title.position, opacity: Rational(1),
      shift: shift, start: 0, end: length)
  }
}
