internal import CFFmpeg
internal import FilmVocabulary
internal import Glibc

/// What an encoder is told so that its segments can be joined, and are the same each time.
struct EncoderConfiguration {
  /// libavcodec's name of the encoder.
  let encoder: String
  /// libavcodec's name of what it makes.
  let codec: String
  /// A level in the codec's own numbers; `nil` lets the encoder choose.
  var level: Int32?
  /// In the order in which they are set.
  var options: [(name: String, value: String)]
  /// Whether the last picture can be kept from being a key frame, which the next segment's would
  /// follow at once.
  var takesFrameTypes = false
  /// Whether packets hold supplemental information that is to be cut out.
  var hasSupplements = false

  init(_ settings: SegmentEncoder.Settings) {
    let preset = settings.preset
    let crf = "\(settings.crf)"
    switch settings.codec {
    case .h264:
      encoder = "libx264"
      codec = "h264"
      level = H264Level.lowest(
        width: settings.width, height: settings.height, frameRate: settings.frameRate,
        references: H264Level.references(preset: preset))
      options = [
        ("preset", preset), ("crf", crf),
        (
          "x264-params",
          "stitchable=1:cpu-independent=1:force-cfr=1:open-gop=0"
            + (Self.refinements[preset] ?? "") + (ProcessorFeatures.isPlain ? ":asm=0" : "")
        ),
      ]
      takesFrameTypes = true
      hasSupplements = true
    case .hevc:
      encoder = "libx265"
      codec = "hevc"
      options = [
        ("preset", preset), ("crf", crf),
        (
          "x265-params",
          "repeat-headers=0:info=0:hash=0:open-gop=0:keyint=\(SegmentEncoder.keyInterval)"
            + ":pools=none:frame-threads=1:wpp=0:pmode=0:pme=0:lookahead-slices=0"
            + ":lookahead-threads=0:log-level=none"
        ),
      ]
      takesFrameTypes = true
    case .av1:
      encoder = "libsvtav1"
      codec = "av1"
      // The encoder talks on the error stream unless its environment tells it not to.
      setenv("SVT_LOG", "1", 0)
      options = [("preset", preset), ("crf", crf), ("svtav1-params", "lp=1")]
    case .vp9:
      encoder = "libvpx-vp9"
      codec = "vp9"
      // Frames that are not shown ride in the packet of the next one that is.
      options = [
        ("deadline", "good"), ("cpu-used", preset), ("crf", crf), ("b", "0"),
        ("auto-alt-ref", "1"), ("lag-in-frames", "25"), ("row-mt", "0"),
      ]
    }
  }

  /// Where another choice than a preset's serves better.
  ///
  /// `veryfast` tries to part the macroblocks that are predicted from other frames too, which takes
  /// a seventh of its time and saves 4 % of a usual file: docs/profiles.md has the figures.
  private static let refinements = ["veryfast": ":partitions=i8x8,i4x4"]
}
