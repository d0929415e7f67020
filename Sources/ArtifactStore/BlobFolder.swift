internal import BuildGraph
internal import Glibc

/// What is in a store's folder of artifacts, as the file system tells it.
enum BlobFolder {
  struct Entry {
    var path: String
    /// `nil` for what is no artifact: another name, another place, or no regular file.
    var digest: Digest?
    /// Bytes.
    var size: Int64
    var isReadOnly: Bool
  }

  /// Calls `body` for everything in the folder, in no order.
  static func forEach(in folder: String, _ body: (Entry) -> Void) {
    for part in folderEntries(folder) {
      let place = "\(folder)/\(part)"
      var status = stat()
      guard lstat(place, &status) == 0 else { continue }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        body(entry(place, name: part, part: "", status))
        continue
      }
      for name in folderEntries(place) {
        let path = "\(place)/\(name)"
        if lstat(path, &status) == 0 { body(entry(path, name: name, part: part, status)) }
      }
    }
  }

  private static func entry(
    _ path: String, name: String, part: String, _ status: stat
  ) -> Entry {
    var digest: Digest?
    if status.st_mode & S_IFMT == S_IFREG, part.utf8.count == 2, name.hasPrefix(part),
      name.lowercased() == name
    {
      digest = Digest(hex: name)
    }
    return Entry(
      path: path, digest: digest, size: Int64(status.st_size),
      isReadOnly: status.st_mode & 0o222 == 0)
  }
}
