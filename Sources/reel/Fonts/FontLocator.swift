import FilmVocabulary
import Glibc
import RecipeCompiler

/// Finds the file of an installed font by its family.
///
/// Fonts are looked for where fontconfig looks by default: in the user's folders, then the
/// machine's. Which file was found is no part of a key; its content is.
struct FontLocator {
  var folders: [String]

  init(folders: [String]) { self.folders = folders }

  /// The folders of this machine.
  init() {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let data = getenv("XDG_DATA_HOME").map { String(cString: $0) } ?? home + "/.local/share"
    folders = [data + "/fonts", home + "/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"]
  }

  /// - Returns: The upright font of the family that is bold, or is not, as asked; else the
  ///   family's other weight; `nil` if no installed font has this family.
  func file(family: String, bold: Bool) -> FontFile? {
    let wanted = Self.plain(family)
    guard !wanted.isEmpty else { return nil }
    var other: FontFile?
    for folder in folders {
      // Opening every font of a machine takes long; names of files nearly always begin with the
      // name of the family.
      for file in Self.fontFiles(below: folder)
      where Self.plain(Self.name(of: file)).hasPrefix(wanted) {
        guard let names = FontNames(path: file), Self.plain(names.family) == wanted,
          !names.isItalic
        else { continue }
        let font = FontFile(
          path: file, lineHeight: Rational(max(names.lineHeight, 1), names.unitsPerEm))
        if names.isBold == bold { return font }
        other = other ?? font
      }
    }
    return other
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
    guard depth < 8, let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      names.append((name, Int32(entry.pointee.d_type) == Int32(DT_DIR)))
    }
    names.sort { $0.name < $1.name }
    var files: [String] = []
    for entry in names {
      let path = folder + "/" + entry.name
      if entry.isFolder {
        files += fontFiles(below: path, depth: depth + 1)
      } else if [".ttf", ".otf", ".TTF", ".OTF"].contains(where: entry.name.hasSuffix) {
        files.append(path)
      }
    }
    return files
  }
}
