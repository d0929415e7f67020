internal import MediaEngine
public import WorkerProtocol

extension WorkerHello {
  /// The introduction of a worker that runs ``WorkerStages``.
  public static func ofMediaWorker(program: String) -> WorkerHello {
    let loaded = LoadedLibraries.current
    var libraries = MediaLibraries.versions()
    for name in ["libass", "libfreetype", "libharfbuzz", "libfribidi", "libebur128"] {
      libraries[Self.keyName(of: name)] = loaded.version(of: name) ?? "none"
    }
    return WorkerHello(program: program, libraries: libraries, witnesses: loaded.paths)
  }

  /// The name that stage descriptors use: the project's own, which for some is not the file's.
  private static func keyName(of library: String) -> String {
    switch library {
    case "libfreetype", "libharfbuzz", "libfribidi": String(library.dropFirst(3))
    default: library
    }
  }
}
