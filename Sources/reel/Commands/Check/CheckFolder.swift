import ArtifactStore
import Glibc

/// The place of a check's second build: a store and the films, removed with this value.
///
/// Without `--check-store` it is among the temporary files of the user's store. Those are swept
/// when their process is gone, however it went.
final class CheckFolder {
  let path: String
  var store: String { "\(path)/store" }
  var films: String { "\(path)/films" }

  private let owner: ArtifactStore
  /// A folder of the user's stays; only what is in it goes.
  private let isKept: Bool

  /// - Parameter option: What `--check-store` says.
  /// - Throws: ``ReportedError`` after saying what is wrong with the folder; `StoreError`.
  init(option: String?, beside owner: ArtifactStore) throws {
    self.owner = owner
    guard let option else {
      path = try owner.makeScratch()
      isKept = false
      return
    }
    path = Paths.absolute(option)
    isKept = Paths.exists(path)
    if !isKept, mkdir(path, 0o755) != 0 {
      throw Self.refusal("cannot be made: \(String(cString: strerror(errno)))", path, .store)
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw Self.refusal("is not a folder", path, .usage)
    }
    guard isKept else { return }
    guard Self.isEmpty(path) else {
      throw Self.refusal("is not empty; give one that is, or that does not exist", path, .usage)
    }
  }

  deinit {
    owner.removeScratch(store)
    owner.removeScratch(films)
    if !isKept { rmdir(path) }
  }

  /// Bytes that may still be written there; `nil` if the system does not say.
  var freeBytes: Int64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int64(status.f_bavail) * Int64(status.f_frsize)
  }

  private static func isEmpty(_ path: String) -> Bool {
    guard let folder = opendir(path) else { return false }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { return false }
    }
    return true
  }

  private static func refusal(_ what: String, _ path: String, _ status: ExitStatus) -> ReportedError
  {
    Console.error("the folder of --check-store, \(Paths.short(path)), \(what)")
    return ReportedError(status: status)
  }
}
