public import FilmVocabulary

/// What a compilation asks of the machine, so that it reads no file itself.
public protocol CompilerServices {
  /// Whether a file that a recipe names can be read.
  func isReadableFile(_ path: String) -> Bool

  /// Why a file cannot be read, as a phrase that fits behind its name: `no such file`.
  func reasonUnreadable(_ path: String) -> String

  /// The names of what is in a folder; none if it cannot be read.
  func names(inFolder path: String) -> [String]

  /// The file that holds a font.
  ///
  /// - Parameter family: A family's name, or the full or PostScript name of one face.
  /// - Returns: The family's face that comes nearest to what is asked for, or that one face whatever
  ///   is asked; `nil` if no installed font has this name.
  func fontFile(family: String, bold: Bool, italic: Bool) -> FontFile?

  /// The installed family whose name is nearest to one that is not installed.
  func fontFamily(nearestTo family: String) -> String?

  /// How wide a character is in a font, in thousandths of the font's size.
  ///
  /// - Returns: `nil` if the font does not have it.
  func advance(of scalar: Unicode.Scalar, in font: FontFile) -> Int?
}

extension CompilerServices {
  public func reasonUnreadable(_ path: String) -> String { "no such file" }

  public func names(inFolder path: String) -> [String] { [] }

  public func fontFamily(nearestTo family: String) -> String? { nil }
}

/// An installed font: a face in a file.
public struct FontFile: Hashable, Sendable {
  public var path: String
  /// The face's number in a collection; 0 in other files.
  public var face: Int
  /// The name by which libass finds it: the family that the face gives itself, or the face's own name
  /// if it was asked for by that.
  public var family: String
  public var isBold: Bool
  public var isItalic: Bool
  /// The height of a line as a multiple of the font's size, by which libass scales fonts.
  public var lineHeight: Rational

  public init(
    path: String, face: Int = 0, family: String, isBold: Bool = false, isItalic: Bool = false,
    lineHeight: Rational = Rational(1)
  ) {
    self.lineHeight = lineHeight
    self.path = path
    self.face = face
    self.family = family
    self.isBold = isBold
    self.isItalic = isItalic
  }
}
