internal import MediaEngine
internal import Speech
public import WorkerProtocol

extension WorkerToolchain {
  /// What ``WorkerStages`` make artifacts with.
  public static func ofMediaStages() -> WorkerToolchain {
    let loaded = LoadedLibraries.current
    var libraries = MediaLibraries.versions()
    for name in [
      "libass", "libfreetype", "libharfbuzz", "libfribidi", "libebur128", "libflite", "libx265",
      "libSvtAv1Enc", "libvpx", "libopus", "libmp3lame",
    ] {
      libraries[Self.keyName(of: name)] = loaded.version(of: name) ?? "none"
    }
    libraries["icu"] = loaded.version(of: "libicuuc") ?? "none"
    libraries["pixman"] = loaded.version(of: "libpixman-1") ?? "none"
    libraries["gdk-pixbuf"] = loaded.version(of: "libgdk_pixbuf-2.0") ?? "none"
    libraries["espeak-ng"] = SpeechLibraries.espeakVersion()
    return WorkerToolchain(
      libraries: libraries,
      witnesses: loaded.paths + MediaLibraries.witnesses + SpeechLibraries.witnesses)
  }

  /// The name that stage descriptors use: the project's own, which for some is not the file's.
  private static func keyName(of library: String) -> String {
    switch library {
    case "libfreetype", "libharfbuzz", "libfribidi", "libflite": String(library.dropFirst(3))
    case "libSvtAv1Enc": "libsvtav1"
    default: library
    }
  }
}
