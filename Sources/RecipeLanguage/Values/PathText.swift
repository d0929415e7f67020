/// Works on paths as text; no file is looked at.
enum PathText {
  /// Everything before the last `/`; empty if there is none, `/` for a file in the root folder.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Everything behind the last `/`.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The file's name without the last `.` and what follows it.
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return name
    }
    return String(name[..<dot])
  }

  /// A path in a folder. `.` and empty parts are dropped; an absolute path stands for itself.
  static func joined(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || path.utf8.first == UInt8(ascii: "/") { return tidy(path) }
    return tidy(folder + "/" + path)
  }

  private static func tidy(_ path: String) -> String {
    if isTidy(path) { return path }
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// Whether a path surely has no `.` and no empty part, as nearly all have.
  private static func isTidy(_ path: String) -> Bool {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    var startsPart = true
    for (index, byte) in path.utf8.enumerated() {
      if startsPart, byte == dot || (byte == slash && index > 0) { return false }
      startsPart = byte == slash
    }
    return !startsPart
  }

  /// The path with each `x/..` taken out: for telling whether two texts mean one file, where
  /// symbolic links do not matter.
  static func lexicallyNormalized(_ path: String) -> String {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    var parts: [Substring] = []
    for part in tidy(path).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }
}
