/// Which characters the faces of a family have that libass is given.
final class FontCoverage {
  /// The name by which libass knows the family.
  let family: String
  /// The face that is asked for; `nil` if no font is installed.
  let font: FontFile?
  private let faces: [FontFile]
  private let services: any CompilerServices
  private var known: [Unicode.Scalar: Bool] = [:]
  private lazy var hasASCII = (0x21...0x7E).allSatisfy { has(Unicode.Scalar($0)) }

  init(
    family: String, font: FontFile?, others: [FontFile], services: any CompilerServices
  ) {
    self.family = family
    self.font = font
    faces = (font.map { [$0] } ?? []) + others
    self.services = services
  }

  func holds(_ file: FontFile) -> Bool { faces.contains(file) }

  /// Whether a character shows, or has nothing to show. libass looks into all faces for it.
  func has(_ scalar: Unicode.Scalar) -> Bool {
    if let answer = known[scalar] { return answer }
    let answer =
      !FontSelector.needsGlyph(scalar) && !Self.drawsBox(scalar)
      || faces.contains { services.advance(of: scalar, in: $0) != nil }
    known[scalar] = answer
    return answer
  }

  /// Whether libass draws an empty box for a character without a glyph although it shows nothing: a
  /// control character, or a space of a certain width.
  static func drawsBox(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\t"
    case .spaceSeparator: scalar != " " && scalar != "\u{A0}"
    default: false
    }
  }

  func hasAll(of character: Character) -> Bool { character.unicodeScalars.allSatisfy(has) }

  func hasAll(of text: String) -> Bool {
    if hasASCII, text.utf8.allSatisfy({ $0 < 0x80 }) { return true }
    return text.unicodeScalars.allSatisfy(has)
  }
}
