internal import FilmVocabulary
internal import CFFmpeg

/// Finds out what a file holds.
public enum MediaProbe {
  /// Reads the file's streams and, for a video, the times of all its pictures, for which the
  /// whole file is read once.
  ///
  /// - Parameter check: Is called now and then; what it throws ends the work.
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `invalid-media`,
  ///   `cut-short` or `unsupported`.
  public static func probe(
    _ path: String, check: (_ fraction: Double) throws -> Void = { _ in }
  ) throws -> MediaInfo {
    let image = try ImageFile(path: path)
    if let image {
      guard let animation = image.animation else { return try still(path) }
      return try animated(path, image, animation)
    }
    let input = try MediaInput(path: path)
    let sound = input.bestStream(AVMEDIA_TYPE_AUDIO).map { index in
      let parameters = input.stream(index).pointee.codecpar.pointee
      return MediaInfo.Sound(
        sampleRate: Int(parameters.sample_rate), channels: Int(parameters.ch_layout.nb_channels))
    }
    guard let stream = input.bestStream(AVMEDIA_TYPE_VIDEO) else {
      guard let sound, sound.sampleRate > 0, sound.channels > 0 else {
        throw MediaError(
          .notMedia, path: path, message: "\(path) holds neither pictures nor sound.",
          detail: MediaLog.takeLast())
      }
      return MediaInfo(kind: .sound, video: nil, sound: sound, index: nil)
    }
    if input.isStill { return try still(path) }
    let parameters = input.stream(stream).pointee.codecpar.pointee
    guard parameters.width > 0, parameters.height > 0 else {
      throw MediaError(
        .damaged, path: path, message: "\(path) has a video stream without a picture size.",
        detail: MediaLog.takeLast())
    }
    // A codec that is not supported is to be known before anything is built on the file.
    _ = try input.makeDecoder(stream: stream)
    let shape = VideoShape(input: input, stream: stream)
    let size = shape.size(width: Int(parameters.width), height: Int(parameters.height))
    let hasAlpha =
      Decoder.hasAlphaTag(input.stream(stream)) || formatHasAlpha(parameters.format)
    var index = try FrameIndexer(input: input, stream: stream).read(check: check)
    try findHoles(input, check: { try check(1) })
    guard index.duration <= maximumDuration else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) lasts \(index.duration.floor / 3600) hours by its times; "
          + "\(maximumDuration.floor / 3600) are the most that is read.")
    }
    let survey = try VideoSurvey(
      path: path, stream: stream, parameters: parameters, index: index, check: { try check(1) })
    index.scanning = survey.scanning
    index.peak = survey.peak
    return MediaInfo(
      kind: .video,
      video: .init(
        width: size.width, height: size.height, duration: index.duration, hasAlpha: hasAlpha),
      sound: sound, index: index)
  }

  /// Longer files are taken for damaged.
  private static let maximumDuration = Rational(100 * 3600)

  /// libavformat goes on behind a hole, over which the last picture would stand still.
  private static func findHoles(_ input: MediaInput, check: () throws -> Void) throws {
    let scanner: any DamageScanner
    switch input.formatName {
    case "matroska,webm": scanner = try MatroskaScanner(path: input.path)
    case "ogg": scanner = try OggScanner(path: input.path)
    default: return
    }
    for end in stride(from: 0, to: input.size, by: 64 << 20) {
      try check()
      guard let finding = try scanner.advance(to: min(input.size, end + 64 << 20)) else { continue }
      throw DamageRecord.proved(finding, at: scanner.time, in: input.path)
    }
  }

  private static func animated(
    _ path: String, _ image: ImageFile, _ animation: ImageAnimation
  ) throws -> MediaInfo {
    let index = animation.index
    // What cannot be decoded at all is to be known before anything is built on the file.
    _ = try VideoReader(path: path, index: index)
    let stored = image.size
    let size = (image.orientation ?? .upright).apply(width: stored.width, height: stored.height)
    return MediaInfo(
      kind: .video,
      video: .init(
        width: size.width, height: size.height, duration: index.duration, hasAlpha: true,
        rounds: animation.rounds), sound: nil, index: index)
  }

  private static func still(_ path: String) throws -> MediaInfo {
    let still = try StillReader(path: path)
    return MediaInfo(
      kind: .still,
      video: .init(
        width: still.width, height: still.height, duration: .zero, hasAlpha: still.hasAlpha),
      sound: nil, index: nil)
  }

  static func formatHasAlpha(_ format: Int32) -> Bool {
    guard let description = av_pix_fmt_desc_get(AVPixelFormat(format)) else { return false }
    return description.pointee.flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0
  }
}

extension MediaInput {
  /// Whether the file is a picture by its kind: it is decoded once and has no times.
  var isStill: Bool { formatName.hasSuffix("_pipe") }
}
