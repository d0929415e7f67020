public import FilmVocabulary

/// The times of all pictures of a video stream, in the order in which they are shown.
public struct FrameIndex: Hashable, Sendable {
  public struct Frame: Hashable, Sendable {
    /// When it is shown, in ``FrameIndex/timeBase``, as the file has it.
    public var time: Int64
    /// Where the demuxer has to go to decode it: the decoding time of a key frame. 0 unless
    /// ``isKey``.
    public var seekTime: Int64
    public var isKey: Bool

    public init(time: Int64, seekTime: Int64, isKey: Bool) {
      self.time = time
      self.seekTime = seekTime
      self.isKey = isKey
    }
  }

  /// Seconds in one unit of time.
  public var timeBase: Rational
  /// By time; no two have the same.
  public var frames: [Frame]
  /// When the last picture ends, in ``timeBase``.
  public var end: Int64
  /// Whether decoded pictures must be counted from the file's start, because the file does not
  /// say when each is shown.
  public var isCounted: Bool
  /// How the pictures are made up of fields.
  public var scanning: Scanning
  /// The brightest light in the pictures in units of 100 nits, as the file has it; 0 if it does
  /// not say, or shows no high light.
  public var peak: Int

  public init(
    timeBase: Rational, frames: [Frame], end: Int64, isCounted: Bool,
    scanning: Scanning = .flagged, peak: Int = 0
  ) {
    self.timeBase = timeBase
    self.frames = frames
    self.end = end
    self.isCounted = isCounted
    self.scanning = scanning
    self.peak = peak
  }

  /// Seconds from the first picture to the end of the last.
  ///
  /// In microseconds if the unit of time is an odd one, so that sums of several files' durations
  /// do not outgrow their integers.
  public var duration: Rational {
    guard let first = frames.first else { return .zero }
    let units = Int128(end - first.time) * Int128(timeBase.numerator)
    // Some 30 years, which is longer than any file that is used.
    guard units / Int128(timeBase.denominator) < 1_000_000_000, let product = Int(exactly: units)
    else { return Rational(1_000_000_000) }
    let exact = Rational(product, timeBase.denominator)
    if exact.denominator <= 1_000_000 { return exact }
    return Rational(Int(Int128(exact.numerator) * 1_000_000 / Int128(exact.denominator)), 1_000_000)
  }

  /// The largest whole number of units that is not longer than some seconds.
  func units(in seconds: Rational) -> Int {
    let product = Int128(seconds.numerator) * Int128(timeBase.denominator)
    let divisor = Int128(seconds.denominator) * Int128(timeBase.numerator)
    let quotient = product / divisor - (product % divisor < 0 ? 1 : 0)
    return Int(max(Int128(Int.min / 4), min(Int128(Int.max / 4), quotient)))
  }

  /// The place of the last frame whose time is at most `limit`; the first frame if there is none.
  public func frame(atOrBefore limit: Int64) -> Int {
    var low = 0
    var high = frames.count
    while low < high {
      let middle = (low + high) / 2
      if frames[middle].time <= limit { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The place of the picture that shows at a time: the last one that has begun by then or begins
  /// within half an output tick less a millisecond.
  ///
  /// Without the millisecond, a clip of twice the film's rate whose times are rounded to
  /// milliseconds would be shown with an uneven pace, as every other picture begins just there.
  ///
  /// - Parameters:
  ///   - seconds: From the first picture.
  ///   - tick: Seconds of the file in an output frame.
  ///   - end: Seconds at which the last picture stays; `nil` means the clip's end.
  public func frameNumber(at seconds: Rational, tick: Rational, end: Rational?) -> Int {
    let lead = max(tick / Rational(4), tick / Rational(2) - Rational(1, 1000))
    var limit = units(in: seconds + lead)
    // The last picture that begins before the end.
    if let end { limit = min(limit, -units(in: -end) - 1) }
    return frame(atOrBefore: frames[0].time + Int64(max(0, limit)))
  }
}

extension FrameIndex {
  private static let magic = Array("reelindx".utf8)
  private static let version: UInt32 = 2

  /// The index as bytes: magic, version, flags, scanning, peak, time base, end, number of frames,
  /// then 17 bytes a frame; little-endian.
  public var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(raw: Self.magic)
    writer.append(Self.version)
    writer.append(UInt32(isCounted ? 1 : 0))
    writer.append(scanning.rawValue)
    writer.append(UInt32(peak))
    writer.append(Int64(timeBase.numerator))
    writer.append(Int64(timeBase.denominator))
    writer.append(end)
    writer.append(UInt64(frames.count))
    for frame in frames {
      writer.append(frame.time)
      writer.append(frame.seekTime)
      writer.append(UInt8(frame.isKey ? 1 : 0))
    }
    return writer.bytes
  }

  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func write(to path: String) throws {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.close()
  }

  /// Reads a file that ``write(to:)`` wrote.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable` or `invalid-media`.
  public init(contentsOf path: String) throws {
    let file = try MappedFile(path: path)
    defer { withExtendedLifetime(file) {} }
    do {
      var reader = ByteReader(file.bytes)
      try reader.check(magic: Self.magic, version: Self.version)
      isCounted = try reader.read(UInt32.self) == 1
      guard let scanning = Scanning(rawValue: try reader.read(UInt32.self)) else {
        throw ByteReader.Failure()
      }
      self.scanning = scanning
      peak = Int(try reader.read(UInt32.self))
      let numerator = Int(try reader.read(Int64.self))
      let denominator = Int(try reader.read(Int64.self))
      guard numerator > 0, denominator > 0 else { throw ByteReader.Failure() }
      timeBase = Rational(numerator, denominator)
      end = try reader.read(Int64.self)
      let count = Int(truncatingIfNeeded: try reader.read(UInt64.self))
      guard count >= 0, count <= file.bytes.count / 17,
        reader.offset + count * 17 == file.bytes.count
      else { throw ByteReader.Failure() }
      frames = []
      frames.reserveCapacity(count)
      for _ in 0..<count {
        frames.append(
          Frame(
            time: try reader.read(Int64.self), seekTime: try reader.read(Int64.self),
            isKey: try reader.read(UInt8.self) == 1))
      }
    } catch is ByteReader.Failure {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is no complete frame index; remove it from the store.")
    }
  }
}
