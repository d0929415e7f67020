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
    let place = Self.real(path)
    if let source = sources[place] {
      Console.error("\(what) \(Paths.short(path)) would overwrite \(Paths.short(source))")
      throw ReportedError(status: .usage)
    }
    if targets.updateValue(path, forKey: place) != nil {
      Console.error("\(what) \(Paths.short(path)) would be written twice")
      throw ReportedError(status: .usage)
    }
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
    return real(folder) + "/" + name
  }
}
