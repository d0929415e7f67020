import Glibc

@testable import RecipeLanguage

/// The folder of real files that some tests read, if it is there.
enum TestMedia {
  /// From the environment's `REEL_TEST_MEDIA`, else beside the package.
  static var folder: String {
    if let path = getenv("REEL_TEST_MEDIA") { return String(cString: path) }
    return Package.root + "/../shared/media"
  }

  /// The files below a folder whose names end in `ending`, in order; none if it does not exist.
  static func files(in folder: String, ending: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var found: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = folder + "/" + name
      if entry.pointee.d_type == UInt8(DT_DIR) {
        found += files(in: path, ending: ending)
      } else if name.hasSuffix(ending) {
        found.append(path)
      }
    }
    return found.sorted()
  }
}
