import FilmVocabulary
import StageCatalog

/// Fonts and styles for tests: those of the Debian package `fonts-noto-core`.
enum Fonts {
  static let folder = "/usr/share/fonts/truetype/noto/"
  static let sans = [folder + "NotoSans-Regular.ttf", folder + "NotoSans-Bold.ttf"]
  static let arabic = [folder + "NotoSansArabic-Regular.ttf"]

  /// Latin, Arabic, Hebrew, Devanagari, Thai, Chinese and emoji, in this order.
  static let all =
    [sans[0]]
    + ["Arabic", "Hebrew", "Devanagari", "Thai"].map { folder + "NotoSans\($0)-Regular.ttf" } + [
      "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", folder + "NotoColorEmoji.ttf",
    ]

  static let canvas = Canvas(width: 1280, height: 720, frameRate: Rational(30))

  /// A style whose lines are `size` high.
  static func style(
    size: Rational = Rational(1, 12), font: FontReference = FontReference(input: 0),
    bold: Bool = false, color: Color = .white, outline: Rational = Rational(1, 240),
    box: Color? = nil
  ) -> TextStyle {
    TextStyle(
      font: bold ? FontReference(input: 1) : font, size: size * Rational(1000, 1362), color: color,
      outline: outline,
      box: box.map { .init(color: $0, padding: Rational(1, 60), isPerLine: false) },
      margin: Rational(1, 20))
  }

  static func words(_ lines: [[(String, Int)]]) -> [CaptionTrack.Line] {
    lines.map { line in
      .init(words: line.map { CaptionTrack.Word(text: $0.0, start: $0.1) })
    }
  }

  static func words(_ text: String) -> [CaptionTrack.Line] {
    words(text.split(separator: "\n").map { $0.split(separator: " ").map { (String($0), 0) } })
  }
}
