public import FilmVocabulary
internal import CFFmpeg

/// Decodes a file's sound to stereo at 48 kHz.
///
/// Time runs from the first picture where the file has moving pictures, so that sound which
/// starts late stays late and what starts early is cut; else from the first sample. What the
/// encoder put before the sound is not part of it. Damage between good sound is an error; what
/// cannot be decoded at the very start or end is silent. Every processor decodes the same samples.
public struct SoundDecoder: Sendable {
  private let path: String
  private let start: Rational
  private let end: Rational?
  private let filterLength: Int

  /// - Parameters:
  ///   - start: Seconds.
  ///   - end: Seconds; `nil` means the end of the file.
  ///   - filterLength: Taps of the filter that changes the sample rate.
  public init(path: String, start: Rational, end: Rational?, filterLength: Int) {
    self.path = path
    self.start = start
    self.end = end
    self.filterLength = filterLength
  }

  /// Decodes all.
  ///
  /// - Parameters:
  ///   - check: Is called now and then; what it throws ends the work.
  ///   - sink: Is called with the samples in order, left and right in turn, full scale 1.
  /// - Returns: How many samples there are: less than asked for if the file ends before.
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `unsupported`,
  ///   `no-sound`, or `invalid-media` if the file is cut short or damaged in the part that is
  ///   wanted; and whatever `check` and `sink` throw.
  public func decode(
    check: (_ fraction: Double) throws -> Void = { _ in },
    sink: (UnsafeBufferPointer<Float>) throws -> Void
  ) throws -> Int {
    // Some decoders set up parts of themselves only when a packet needs them.
    try ProcessorFeatures.withPlain { try decodePlainly(check: check, sink: sink) }
  }

  private func decodePlainly(
    check: (_ fraction: Double) throws -> Void, sink: (UnsafeBufferPointer<Float>) throws -> Void
  ) throws -> Int {
    let input: MediaInput
    do {
      input = try MediaInput(path: path)
    } catch {
      // libavformat takes many images for something else that is damaged.
      throw ImageFile.isImage(path: path) ? silent : error
    }
    guard let stream = input.bestStream(AVMEDIA_TYPE_AUDIO) else { throw silent }
    let first = SoundFormat.samples(start)
    let length = end.map { max(0, SoundFormat.samples($0) - first) }
    return try withoutActuallyEscaping(sink) { sink in
      let run = try SoundDecodingRun(
        input: input, stream: stream, origin: try firstPicture(besides: input), first: first,
        timeline: SoundTimeline(length: length, sink: sink), filterLength: filterLength)
      try run.decode(check: check)
      return run.timeline.samples
    }
  }

  private var silent: MediaError {
    let reason =
      ImageFile.isImage(path: path) ? "is a picture and holds no sound" : "holds no sound"
    return MediaError(.noSound, path: path, message: "\(path) \(reason).")
  }

  /// When the first picture is shown, in samples of the file's time; `nil` without pictures.
  private func firstPicture(besides sound: MediaInput) throws -> Int? {
    guard sound.bestStream(AVMEDIA_TYPE_VIDEO) != nil, !sound.isStill else { return nil }
    // Opened a second time: what is read here is not to be missing there.
    let input = try MediaInput(path: path)
    guard let stream = input.bestStream(AVMEDIA_TYPE_VIDEO) else { return nil }
    input.select(stream)
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    let base = input.stream(stream).pointee.time_base
    var earliest: Int64?
    // Pictures are stored at most 16 places from where they are shown.
    var count = 0
    while count < 64, try input.read(into: packet!) {
      defer { av_packet_unref(packet) }
      let current = packet!.pointee
      if Int(current.stream_index) != stream || current.flags & AV_PKT_FLAG_DISCARD != 0 {
        continue
      }
      count += 1
      if current.pts == reel_no_pts() {
        // Pictures come without times of their own: the first one takes the first time there is.
        if earliest == nil, current.dts != reel_no_pts() { earliest = current.dts }
        break
      }
      earliest = min(earliest ?? current.pts, current.pts)
    }
    return earliest.flatMap { SoundFormat.samples($0, of: base) }
  }
}

extension SoundFormat {
  /// The sample nearest to a time in seconds.
  static func samples(_ seconds: Rational) -> Int { (seconds * Rational(sampleRate)).rounded }

  /// The sample nearest to a time in a stream's units.
  ///
  /// - Returns: `nil` for a time that no file has.
  static func samples(
    _ time: Int64, of base: AVRational, rate: Int = SoundFormat.sampleRate
  ) -> Int? {
    let result = av_rescale_q(time, base, AVRational(num: 1, den: Int32(rate)))
    // About 700 years.
    return abs(Double(result)) < Double(1 << 50) ? Int(result) : nil
  }
}
