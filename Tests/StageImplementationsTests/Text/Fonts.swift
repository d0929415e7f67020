import FilmVocabulary
import StageCatalog

/// Fonts and styles for tests: those of the Debian package `fonts-noto-core`.
enum Fonts {
  static let folder = "/usr/share/fonts/truetype/noto/"
  static let sans = [folder + "NotoSans-Regular.ttf", folder + "NotoSans-Bold.ttf"]
  static let arabic = [folder + "NotoSansArabic-Regular.ttf"]

  static let canvas = Canvas(width: 1280, height: 720, frameRate: Rational(30))

  static func style(
    size: Rational = Rational(1, 12), font: String = "Noto Sans", bold: Bool = false,
    color: Color = .white, outline: Rational = Rational(1, 240), box: Color? = nil
  ) -> TextStyle {
    TextStyle(
      font: font, bold: bold, size: size, color: color, outlineColor: .black, outline: outline,
      box: box, margin: Rational(1, 20))
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
