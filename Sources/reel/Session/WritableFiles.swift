import Glibc

/// Sees to it that nothing a command writes is something that it reads, or that it writes twice.
///
/// Files are told apart by where they really are, not by the text of their paths.
struct WritableFiles {
  /// What must not be written: recipes and all that they name.
  private var sources: [String: String] = [:]
  private var targets: [String: String] = [:]

  /// - Parameter sources: Paths of files that exist.
  init(sources: [String]) {
    for source in sources { self.sources[Self.real(source)] = source }
  }

  /// - Parameter what: What the file would be, such as `the output`.
  /// - Throws: ``ReportedError`` after saying what is wrong, if writing the path would destroy a
  ///   source or another target.
  mutating func claim(_ path: String, as what: String) throws {
    guard let conflict = conflict(at: path) else { return }
    Console.error(conflict.sentence(path, what))
    throw ReportedError(status: .usage)
  }

  /// Why a file must not be written.
  enum Conflict {
    /// It is a source, by this path.
    case overwrites(String)
    /// It is another target, by this path.
    case twice(String)

    func sentence(_ path: String, _ what: String) -> String {
      switch self {
      case .overwrites(let source):
        "\(what) \(Paths.short(path)) would overwrite \(Paths.short(source))"
      case .twice: "\(what) \(Paths.short(path)) would be written twice"
      }
    }
  }

  /// Takes a path for a target, if nothing speaks against it.
  mutating func conflict(at path: String) -> Conflict? {
    let place = Self.real(path)
    if let source = sources[place] { return .overwrites(source) }
    if let other = targets[place] { return .twice(other) }
    targets[place] = path
    return nil
  }

  /// The path without symbolic links. The file itself need not exist; a link in its place is
  /// replaced by an output, but the file behind it is what a reader would have read.
  private static func real(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let folder = Paths.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard folder != path, folder != "." || path.contains("/") else {
      return Paths.absolute(path)
    }
    // Folders that are missing are made before the file is; what leads out of them is no riddle.
    let parent = real(folder)
    let place =
      switch name {
      case ".": parent
      case "..": Paths.folder(of: parent)
      default: parent + "/" + name
      }
    return place == path ? place : real(place)
  }
}
