import ArtifactStore
import BuildEngine
import BuildGraph
import FilmVocabulary
import Glibc
import RecipeCompiler

/// Answers a compilation's questions about this machine. Fonts that were found are remembered in
/// the store, as long as their files and the folders stay the same.
final class MachineServices: CompilerServices {
  private let store: ArtifactStore?
  private let request: BuildRequest?
  private let locator = FontLocator()
  private var fonts: [Face: FontFile?] = [:]

  /// What a font is asked for by.
  private struct Face: Hashable {
    var family: String
    var isBold: Bool
    var isItalic: Bool
  }

  /// The folders in which fonts are looked for, as they were before.
  private lazy var folderStamps: [String: FileStamp] = Dictionary(
    locator.searchedFolders.map { ($0, FileStamp.settled(witness: $0)) },
    uniquingKeysWith: { first, _ in first })

  init(store: ArtifactStore?, request: BuildRequest? = nil) {
    self.store = store
    self.request = request
  }

  func isReadableFile(_ path: String) -> Bool {
    request?.watch(path)
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, R_OK) == 0
  }

  func reasonUnreadable(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT ? "no such file" : Paths.reason(errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return access(path, R_OK) == 0 ? "it has just changed" : Paths.reason(errno)
    case S_IFDIR: return "it is a folder"
    default: return "it is no regular file"
    }
  }

  func names(inFolder path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    // A folder may hold anything; who has that many files is not helped by a guess.
    while names.count < 10_000, let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  func fontFile(family: String, bold: Bool, italic: Bool) -> FontFile? {
    let face = Face(family: family, isBold: bold, isItalic: italic)
    if let known = fonts[face] { return known }
    let name = (["font", family, "\(bold)", "\(italic)"] + locator.folders)
      .joined(separator: "\0")
    for folder in folderStamps.keys { request?.watch(folder) }
    if let memo = (try? store?.memo(name)) ?? nil, let font = Self.decode(memo) {
      fonts[face] = font
      return font
    }
    let file = locator.file(family: family, bold: bold, italic: italic)
    fonts[face] = file
    if let file {
      var witnesses = folderStamps
      witnesses[file.path] = FileStamp(witness: file.path)
      store?.setMemo(name, Self.encode(file), witnesses: witnesses)
    }
    return file
  }

  func fontFamily(nearestTo family: String) -> String? { locator.family(nearestTo: family) }

  func advance(of scalar: Unicode.Scalar, in font: FontFile) -> Int? {
    locator.advance(of: scalar, in: font)
  }

  private static func encode(_ font: FontFile) -> [UInt8] {
    Array(
      """
      \(font.lineHeight.numerator)
      \(font.lineHeight.denominator)
      \(font.face)
      \(font.isBold)
      \(font.isItalic)
      \(font.family)
      \(font.path)
      """.utf8)
  }

  private static func decode(_ memo: [UInt8]) -> FontFile? {
    let parts = String(decoding: memo, as: UTF8.self).split(separator: "\n", maxSplits: 6)
    guard parts.count == 7, let numerator = Int(parts[0]), let denominator = Int(parts[1]),
      denominator > 0, let face = Int(parts[2])
    else { return nil }
    return FontFile(
      path: String(parts[6]), face: face, family: String(parts[5]), isBold: parts[3] == "true",
      isItalic: parts[4] == "true", lineHeight: Rational(numerator, denominator))
  }
}
