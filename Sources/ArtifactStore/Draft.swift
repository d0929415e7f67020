internal import Glibc

/// An output on its way to its place: a hidden file beside it, which is locked as long as the
/// process that writes it lives.
///
/// What is not renamed is removed when the value goes away. A process that is killed leaves its
/// draft; the next build of the same output removes it.
struct Draft: ~Copyable {
  let path: String
  let content: Descriptor

  /// - Parameters:
  ///   - name: The name of the output.
  ///   - folder: Where it is to be.
  init(for name: String, in folder: String) throws(StoreError) {
    while true {
      let number = UInt32.random(in: 0...UInt32.max)
      let path = "\(folder)/\(Self.prefix(name))\(getpid()).\(number)"
      let file = try Descriptor(
        opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666,
        action: "Cannot write the output")
      let isTaken = !file.lock(exclusive: true, wait: false) && errno == EWOULDBLOCK
      // A sweep may have come between: then the file is gone, and another is made.
      if isTaken || access(path, F_OK) != 0 { continue }
      self.path = path
      content = file
      return
    }
  }

  deinit { unlink(path) }

  /// Puts the draft in its place. It still counts as this process's until the value goes away, but
  /// is not at its path any more.
  borrowing func rename(to file: String) throws(StoreError) {
    guard Glibc.rename(path, file) == 0 else {
      throw StoreError.system("Cannot write the output", file)
    }
  }

  /// Removes the drafts of outputs in a folder whose processes are gone.
  static func sweep(for names: [String], in folder: String) {
    let prefixes = names.map(prefix)
    for entry in folderEntries(folder) where entry.hasPrefix(".") {
      guard prefixes.contains(where: { isDraft(entry, $0) }) else { continue }
      let path = "\(folder)/\(entry)"
      // A pipe of that name would keep the opening waiting.
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
      guard let file = try? Descriptor(opening: path, flags, action: "") else { continue }
      if file.lock(exclusive: true, wait: false) { unlink(path) }
    }
  }

  private static func isDraft(_ entry: String, _ prefix: String) -> Bool {
    guard entry.hasPrefix(prefix) else { return false }
    let parts = entry.dropFirst(prefix.count).split(
      separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { UInt32($0) != nil }
  }

  /// A name of a file may have 255 bytes, and needs room for two numbers.
  private static func prefix(_ name: String) -> String {
    var short = name
    while short.utf8.count > 200 { short.removeLast() }
    return ".\(short)."
  }
}
