/// What a compilation asks of the machine, so that it reads no file itself.
public protocol CompilerServices {
  /// Whether a file that a recipe names can be read.
  func isReadableFile(_ path: String) -> Bool

  /// The file that holds a font.
  ///
  /// - Returns: `nil` if no installed font has this family name.
  func fontFile(family: String, bold: Bool) -> String?
}
