internal import CFFmpeg
internal import Glibc

/// libavfilter, which is loaded when a video turns out to be interlaced; see `reel_filters`.
enum FilterLibrary {
  /// The absolute path of its file, which stands beside libavcodec's; `nil` if it does not.
  static let path: String? = {
    guard let codecs = LoadedLibraries.current.path(of: "libavcodec"),
      let slash = codecs.lastIndex(of: "/"),
      let file = realpath("\(codecs[...slash])\(String(cString: reel_filters_file()))", nil)
    else { return nil }
    defer { free(file) }
    return String(cString: file)
  }()

  /// The version in the name of its file, such as `8.44.100`; `nil` if it is not there.
  static var version: String? {
    guard let path, let mark = path.firstRange(of: ".so.") else { return nil }
    return String(path[mark.upperBound...])
  }

  /// Its functions; `nil` if it cannot be loaded.
  static let functions: reel_filters? = {
    guard let path else { return nil }
    var functions = reel_filters()
    return reel_filters_load(path, &functions) != 0 ? functions : nil
  }()
}
