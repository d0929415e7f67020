internal import CFFmpeg
internal import Glibc

/// libavfilter, which is loaded when a video turns out to be interlaced; see `reel_filters`.
enum FilterLibrary {
  /// Where its file stands if it is installed: beside libavcodec, in whose build it belongs.
  static let place: String? = {
    guard let codecs = LoadedLibraries.current.path(of: "libavcodec"),
      let slash = codecs.lastIndex(of: "/")
    else { return nil }
    return codecs[...slash] + String(cString: reel_filters_file())
  }()

  /// The version in the name of its file, such as `8.44.100`; `nil` if it is not there.
  static var version: String? {
    guard let place, let file = realpath(place, nil) else { return nil }
    defer { free(file) }
    let name = String(cString: file)
    return name.firstRange(of: ".so.").map { String(name[$0.upperBound...]) }
  }

  /// Its functions; `nil` if it cannot be loaded.
  static let functions: reel_filters? = {
    guard let place else { return nil }
    var functions = reel_filters()
    return reel_filters_load(place, &functions) != 0 ? functions : nil
  }()
}
