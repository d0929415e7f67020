internal import CFFmpeg
internal import Glibc

/// The versions of the libraries that make pictures and files.
public enum MediaLibraries {
  /// Version by library name, of the libraries that run, not of those compiled against.
  public static func versions() -> [String: String] {
    [
      "libavformat": dotted(avformat_version()),
      "libavcodec": dotted(avcodec_version()),
      "libavutil": dotted(avutil_version()),
      "libavfilter": dotted(avfilter_version()),
      "libswscale": dotted(swscale_version()),
      "libswresample": dotted(swresample_version()),
      "libx264": x264Version(),
    ]
  }

  private static func dotted(_ version: UInt32) -> String {
    "\(version >> 16).\(version >> 8 & 255).\(version & 255)"
  }

  /// libavcodec links x264 and has no function that tells its version. x264 exports one function
  /// whose name ends in the version of its interface, which changes with every change of output;
  /// the name of the library's file ends in the same number, and the text that x264 would write
  /// into its streams tells the exact commit.
  private static func x264Version() -> String {
    for build in (100...400).reversed() where dlsym(nil, "x264_encoder_open_\(build)") != nil {
      return "\(build)"
    }
    return "none"
  }
}
