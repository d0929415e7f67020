internal import Glibc

extension ArtifactStore {
  /// Holds the lock under which the store's own files are made and replaced, until its owner lets
  /// go of it.
  static func lockOpening(_ path: String) throws(StoreError) -> Descriptor {
    let opening = try Descriptor(
      opening: "\(path)/open.lock", O_RDWR | O_CREAT, action: "Cannot open the store's lock")
    guard opening.lock(exclusive: true, wait: true) else {
      throw StoreError.system("Cannot lock the store", path)
    }
    return opening
  }

  /// Whether a store could be made at a path: nothing is there, or an empty folder.
  public static func isVacant(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno == ENOENT }
    // A folder that cannot be read is not taken for an empty one.
    return status.st_mode & S_IFMT == S_IFDIR && access(path, R_OK | X_OK) == 0
      && folderEntries(path).isEmpty
  }

  static func noStore(_ path: String) -> StoreError {
    StoreError(code: .notAStore, message: "There is no store at \(path).")
  }

  static func absolute(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  static func prepareFolder(_ path: String) throws(StoreError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw StoreError(
        code: .notAStore, message: "The store \(path) is not a folder. Choose another place.")
    }
    do throws(StoreError) {
      try createFolders(path)
    } catch  where error.code == .input {
      throw StoreError(
        code: .notAStore,
        message: "The store \(path) cannot be made: a part of its path is no folder, or one that "
          + "takes none. Choose another place.")
    }
    // Read before anything is asked of it: another process may be making the store just now.
    let entries = folderEntries(path)
    if access("\(path)/format", F_OK) == 0 { return }
    // Names that an opening which was cut short can have left behind.
    var own: Set<String> = ["format", "lock", "open.lock", "format.new"]
    // A store that has lost this one file is still a store: nothing else is laid out like it.
    if access("\(path)/open.lock", F_OK) == 0 {
      own.formUnion([
        "cas", "tmp", "index", "index.damaged", "index.new", "index.old", "quarantine", "reports",
      ])
    }
    if let other = entries.first(where: { !own.contains($0) }) {
      throw StoreError(
        code: .notAStore,
        message: "The folder \(path) is not a store: it holds \(other) but no file named format. "
          + "Choose an empty folder.")
    }
  }

  static func prepareFormat(_ path: String) throws(StoreError) {
    let file = "\(path)/format"
    if access(file, F_OK) != 0 {
      let draft = "\(path)/format.new"
      try writeFile(draft, Array("reel store \(formatVersion)\n".utf8))
      guard rename(draft, file) == 0 else {
        throw StoreError.system("Cannot make the store's file", file)
      }
      return
    }
    guard let bytes = try? readFile(file, limit: 256) else {
      throw StoreError(
        code: .notAStore,
        message: "The folder \(path) is not a store: its file named format cannot be read.")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    let isNumber = words.last?.utf8.allSatisfy { (48...57).contains($0) } ?? false
    // A number beyond all bounds is newer, too.
    let version = words.last.flatMap { Int($0) } ?? .max
    guard words.count == 3, words[0] == "reel", words[1] == "store", isNumber, version > 0 else {
      throw StoreError(
        code: .notAStore,
        message: "The folder \(path) is not a store: its file named format says something else.")
    }
    if version > formatVersion {
      throw StoreError(
        code: .newerFormat,
        message: "The store \(path) was made by a newer version of this program (format "
          + "\(words[2]), known up to \(formatVersion)). Update the program or choose another place."
      )
    }
  }
}
