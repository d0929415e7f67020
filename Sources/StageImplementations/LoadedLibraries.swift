internal import Glibc

/// The shared libraries that this process has mapped.
struct LoadedLibraries {
  /// Paths of their files, in order.
  let paths: [String]

  static let current = LoadedLibraries()

  private init() {
    var found: Set<String> = []
    if let maps = fopen("/proc/self/maps", "r") {
      defer { fclose(maps) }
      var buffer = [CChar](repeating: 0, count: 8192)
      while fgets(&buffer, Int32(buffer.count), maps) != nil {
        let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        let line = String(decoding: bytes, as: UTF8.self)
        guard let slash = line.firstIndex(of: "/") else { continue }
        let path = String(line[slash...])
        if path.contains(".so") { found.insert(path) }
      }
    }
    paths = found.sorted()
  }

  /// The version in the name of a library's file, such as `6.18.3` for `libfreetype`; `nil` if it
  /// is not loaded.
  ///
  /// For libraries that tell their version only through an object that they would have to make.
  func version(of name: String) -> String? {
    for path in paths {
      guard let file = path.split(separator: "/").last, file.hasPrefix(name + ".so.") else {
        continue
      }
      return String(file.dropFirst(name.count + 4))
    }
    return nil
  }
}
