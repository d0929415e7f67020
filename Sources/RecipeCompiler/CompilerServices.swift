public import FilmVocabulary

/// What a compilation asks of the machine, so that it reads no file itself.
public protocol CompilerServices {
  /// Whether a file that a recipe names can be read.
  func isReadableFile(_ path: String) -> Bool

  /// The file that holds a font.
  ///
  /// - Returns: `nil` if no installed font has this family name.
  func fontFile(family: String, bold: Bool) -> FontFile?
}

/// An installed font.
public struct FontFile: Hashable, Sendable {
  public var path: String
  /// The height of a line as a multiple of the font's size. A recipe gives sizes, as CSS does;
  /// the text renderer takes line heights.
  public var lineHeight: Rational

  public init(path: String, lineHeight: Rational) {
    self.path = path
    self.lineHeight = lineHeight
  }
}
