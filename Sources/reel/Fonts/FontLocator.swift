import FilmVocabulary
import Glibc
import RecipeCompiler
import RecipeLanguage

/// Finds the file of an installed font by its family.
///
/// Fonts are looked for where fontconfig looks by default: in the user's folders, then the
/// machine's. Which file was found is no part of a key; its content is.
final class FontLocator {
  let folders: [String]
  /// The font files below the folders, folder by folder.
  private lazy var files = folders.flatMap { Self.fontFiles(below: $0) }
  private var tables: [Face: FontTables?] = [:]

  /// A font, as far as its tables go.
  private struct Face: Hashable {
    var path: String
    var number: Int
  }

  init(folders: [String]) { self.folders = folders }

  /// The folders of this machine.
  convenience init() {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let data = getenv("XDG_DATA_HOME").map { String(cString: $0) } ?? home + "/.local/share"
    self.init(folders: [
      data + "/fonts", home + "/.fonts", "/usr/local/share/fonts", "/usr/share/fonts",
    ])
  }

  /// - Parameter family: A family's name, or the full or PostScript name of one face.
  /// - Returns: The family's face that is bold, and italic, as asked, else the one that comes
  ///   nearest; or that one face, whatever is asked. `nil` if no installed font has this name.
  func file(family: String, bold: Bool, italic: Bool) -> FontFile? {
    let wanted = Self.plain(family)
    guard !wanted.isEmpty else { return nil }
    var best: (penalty: Int, font: FontFile)?
    for (file, face, names) in faces(named: wanted)
    where [names.family, names.faceFamily].contains(where: { Self.plain($0) == wanted }) {
      let font = FontFile(path: file, face: face, family: names.faceFamily, names)
      let penalty =
        (names.isItalic != italic ? 10_000 : 0) + 1000 * abs(names.width - 5)
        + abs(names.weight - (bold ? 700 : 400))
      if penalty == 0 { return font }
      if penalty < best?.penalty ?? .max { best = (penalty, font) }
    }
    return best?.font ?? soleFace(wanted, family: Self.plain(FaceName(family).family))
  }

  /// The face that has a name for itself.
  ///
  /// - Parameter family: What of the name is probably its family's, by which files are named.
  private func soleFace(_ wanted: String, family: String) -> FontFile? {
    for (file, face, names) in faces(named: family) {
      let own = [names.fullName, names.postScriptName].compactMap(\.self).map(Self.plain)
      if own.contains(wanted), let name = names.soleName {
        return FontFile(path: file, face: face, family: name, names)
      }
    }
    return nil
  }

  /// The faces of the files that may hold a family.
  ///
  /// Opening every font of a machine takes long; names of files nearly always begin with the name
  /// of the family, and those of collections with what their families have in common.
  private func faces(
    named wanted: String
  ) -> some Sequence<(file: String, face: Int, names: FontNames)> {
    files.lazy.filter { file in
      let name = Self.plain(Self.name(of: file))
      let isCollection = file.hasSuffix(".ttc") || file.hasSuffix(".TTC")
      return name.hasPrefix(wanted) || (isCollection && wanted.hasPrefix(Self.stem(of: file)))
    }.flatMap { file in
      (0..<FontTables.faces(of: file)).lazy.compactMap { face in
        FontNames(path: file, face: face).map { (file, face, $0) }
      }
    }
  }

  /// The installed family whose name is nearest, as far as files are named by their families.
  func family(nearestTo family: String) -> String? {
    let stems = Set(files.map(Self.stem)).sorted()
    guard let nearest = Spelling.nearest(to: Self.plain(family), among: stems),
      let file = files.first(where: { Self.stem(of: $0) == nearest })
    else { return nil }
    return FontNames(path: file, face: 0)?.family
  }

  /// What of a file's name stands for its family, or for what the families of a collection share:
  /// styles stand behind a dash, the axes of variable fonts in brackets.
  private static func stem(of file: String) -> String {
    plain(String(name(of: file).prefix { $0 != "-" && $0 != "." && $0 != "[" }))
  }

  func advance(of scalar: Unicode.Scalar, in font: FontFile) -> Int? {
    let face = Face(path: font.path, number: font.face)
    let found: FontTables?
    if let known = tables[face] {
      found = known
    } else {
      found = FontTables(path: font.path, face: font.face)
      tables[face] = .some(found)
    }
    return found?.advance(of: scalar)
  }

  /// Every folder that is searched, and those of the list that do not exist: as long as none of
  /// them changes, the answers stay the same.
  var searchedFolders: [String] { folders.flatMap { Self.tree(of: $0) } }

  private static func tree(of folder: String, depth: Int = 0) -> [String] {
    guard depth < 8, let entries = entries(of: folder) else { return [folder] }
    return [folder]
      + entries.filter(\.isFolder).flatMap { tree(of: folder + "/" + $0.name, depth: depth + 1) }
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// All font files below a folder, in the order of their names, so that the choice between two
  /// files of one family is always the same.
  private static func fontFiles(below folder: String, depth: Int = 0) -> [String] {
    guard depth < 8, let entries = entries(of: folder) else { return [] }
    var files: [String] = []
    for entry in entries {
      let path = folder + "/" + entry.name
      if entry.isFolder {
        files += fontFiles(below: path, depth: depth + 1)
      } else if [".ttf", ".otf", ".ttc", ".TTF", ".OTF", ".TTC"].contains(
        where: entry.name.hasSuffix)
      {
        files.append(path)
      }
    }
    return files
  }

  /// What a folder holds, by name; `nil` if it cannot be read.
  private static func entries(of folder: String) -> [(name: String, isFolder: Bool)]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      names.append((name, Int32(entry.pointee.d_type) == Int32(DT_DIR)))
    }
    return names.sorted { $0.name < $1.name }
  }
}

extension FontFile {
  fileprivate init(path: String, face: Int, family: String, _ names: FontNames) {
    self.init(
      path: path, face: face, family: family, isBold: names.isBold, isItalic: names.isItalic,
      lineHeight: Rational(names.lineHeight, names.unitsPerEm))
  }
}
