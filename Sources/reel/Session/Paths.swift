import Glibc

/// Where reel finds itself, its worker, a project and its store.
enum Paths {
  /// The program that runs stages: it lies beside this one, and `$REEL_WORKER` can name another.
  static var worker: String {
    if let named = environment("REEL_WORKER") { return named }
    return folder(of: executable) + "/reel-worker"
  }

  /// The store: as asked, else `$REEL_STORE`, else `.reel` in the recipe's project.
  static func store(option: String?, recipe: String) -> String {
    option ?? environment("REEL_STORE") ?? project(of: recipe) + "/.reel"
  }

  /// The nearest folder above a recipe that holds a store or a repository, else its own.
  static func project(of recipe: String) -> String {
    let start = folder(of: absolute(recipe))
    var candidate = start
    while true {
      if exists(candidate + "/.reel") || exists(candidate + "/.git") { return candidate }
      let parent = folder(of: candidate)
      if parent == candidate { return start }
      candidate = parent
    }
  }

  /// A path for showing: without `folder/..`, and without the current folder before it.
  static func short(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let plain = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    let current = currentFolder + "/"
    return plain.hasPrefix(current) ? String(plain.dropFirst(current.count)) : plain
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : currentFolder + "/" + path
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Why no file can be written at a path, as a phrase; `nil` if nothing is in the way.
  static func obstacle(to path: String) -> String? {
    var status = stat()
    // A link to a folder is replaced, as any link is.
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return "it is a folder" }
    var folder = folder(of: path)
    while !exists(folder), folder != "/", folder != "." { folder = self.folder(of: folder) }
    if !isFolder(folder) { return "\(short(folder)) is no folder" }
    if access(folder, W_OK | X_OK) == 0 { return nil }
    return "\(short(folder)): \(String(cString: strerror(errno)))"
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What the system says of an error number, for people: `Permission denied`, as a phrase.
  static func reason(_ number: Int32) -> String {
    switch number {
    case EACCES, EPERM: "no permission to read it"
    case ENOTDIR: "what should be a folder in its path is a file"
    case ELOOP: "its symbolic links lead in a circle"
    case ENAMETOOLONG: "its name is too long"
    default: String(cString: strerror(number))
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// This program's own file.
  static var executable: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(
      decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static var currentFolder: String {
    guard let folder = getcwd(nil, 0) else { return "." }
    defer { free(folder) }
    return String(cString: folder)
  }
}
