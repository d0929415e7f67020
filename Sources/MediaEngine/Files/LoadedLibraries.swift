internal import Glibc

/// The shared libraries that this process has mapped.
public struct LoadedLibraries: Sendable {
  /// Paths of their files, in order.
  public let paths: [String]

  /// As they were when this was first asked for.
  public static let current = LoadedLibraries()

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
  public func version(of name: String) -> String? {
    path(of: name)?.split(separator: "/").last.map { String($0.dropFirst(name.count + 4)) }
  }

  /// The path of a library's file, links resolved; `nil` if it is not loaded.
  func path(of name: String) -> String? {
    paths.first { $0.split(separator: "/").last?.hasPrefix(name + ".so.") ?? false }
  }
}
