/// Where a hierarchy of control groups can be read: a line of /proc/self/mountinfo.
struct ControlGroupMount {
  /// The group whose folder is mounted; in a container often not the topmost one.
  private let group: String
  private let folder: String
  private let isVersion2: Bool
  /// The controllers of a version 1 hierarchy, among other options of the mount.
  private let options: [Substring]

  /// - Returns: `nil` for a line about another kind of file system.
  init?(_ line: Substring) {
    // id parent device root mount-point options [tags…] - type source super-options
    let words = line.split(separator: " ")
    guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count > dash + 3 else {
      return nil
    }
    switch words[dash + 1] {
    case "cgroup2": isVersion2 = true
    case "cgroup": isVersion2 = false
    default: return nil
    }
    group = Self.unescaped(words[3])
    folder = Self.unescaped(words[4])
    options = words[dash + 3].split(separator: ",")
  }

  /// Whether this is the hierarchy of these controllers; without any, the one of version 2.
  func isOf(_ controllers: [String]) -> Bool {
    if controllers.isEmpty || isVersion2 { return controllers.isEmpty && isVersion2 }
    return controllers.allSatisfy { controller in options.contains { $0 == controller } }
  }

  /// The folders of a group and of all groups above it, as far as they are mounted.
  func folders(from path: String) -> [String] {
    // A path above the mounted group cannot be read, but the mounted group's own limits hold.
    var rest = path.split(separator: "/")
    let base = group.split(separator: "/")
    if rest.starts(with: base) {
      rest.removeFirst(base.count)
    } else if rest.contains("..") {
      rest = []
    }
    var folders: [String] = []
    for count in stride(from: rest.count, through: 0, by: -1) {
      folders.append(([Substring(folder)] + rest[..<count]).joined(separator: "/"))
    }
    return folders
  }

  /// Mount points write spaces and the like as a backslash and three octal digits.
  private static func unescaped(_ word: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"),
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
