internal import CFFmpeg

/// One pass of ``SoundDecoder`` over a file.
final class SoundDecodingRun {
  private(set) var timeline: SoundTimeline

  private(set) var input: MediaInput
  let stream: Int
  private(set) var decoder: Decoder
  private let filterLength: Int
  let timeBase: AVRational
  private var packet = av_packet_alloc()
  private var frame = av_frame_alloc()
  /// When the sound's time begins, in samples of the file's time.
  private(set) var origin: Int?
  /// The first sample that is wanted, from the origin.
  let first: Int
  /// Sound without a break.
  private var section: Section?
  private var packetCount = 0
  private(set) var damage: DamageRecord
  /// For kinds of which the bytes prove damage.
  private var scanner: (any DamageScanner)?
  /// Where the first frame belongs on the time line.
  private(set) var firstPlace: Int?
  /// Where the last section that has ended does so on the time line.
  private(set) var decodedEnd = 0
  /// The length of the longest frame, in samples.
  private(set) var longestFrame = 0
  /// What an MP3 file's header says of its last packets that it fills them, in samples of the
  /// file; 0 if another packet came.
  private(set) var filling = 0
  /// Whether the times of the file began again somewhere.
  private(set) var hasBreak = false

  private struct Section {
    let converter: SoundConverter
    /// Where the next converted sample belongs on the time line.
    var place: Int
    /// When the next frame is due, in samples of the file's time at the frame's own rate; `nil`
    /// if the file does not say.
    var due: Int?

    /// Samples a second of what comes in.
    var rate: Int { converter.sampleRate }
  }

  /// Files whose packets can be found by time, exactly.
  private static let searchable = ["mov", "matroska", "wav", "w64", "aiff", "caf"]
  /// From here on it is worth while to search, in samples.
  private static let searchFrom = 4 * SoundFormat.sampleRate
  /// What is decoded before the first sample that is wanted: packets depend on those before them.
  private static let run = SoundFormat.sampleRate
  /// A frame that comes this part of a second early or late is where it belongs: time stamps are
  /// rounded to milliseconds in many files.
  private static let tolerance = 50
  /// What goes back by this part of a second overlaps; what goes back further is another
  /// recording, in files that may be several.
  private static let overlap = 4
  /// Edit lists round their lengths to the unit of the film, of which there are 600 or 1,000 a
  /// second in many; in samples.
  static let rounding = 96
  /// A longer gap in a file's sound is taken for damage, in samples.
  private static let longestSilence = 12 * 3600 * SoundFormat.sampleRate

  init(
    input: MediaInput, stream: Int, origin: Int?, first: Int, timeline: SoundTimeline,
    filterLength: Int
  ) throws(MediaError) {
    self.input = input
    self.stream = stream
    self.origin = origin
    self.first = first
    self.timeline = timeline
    self.filterLength = filterLength
    damage = DamageRecord(path: input.path)
    input.select(stream)
    timeBase = input.stream(stream).pointee.time_base
    decoder = try input.makeDecoder(stream: stream)
  }

  deinit {
    av_packet_free(&packet)
    av_frame_free(&frame)
  }

  func decode(check: (Double) throws -> Void) throws {
    var isAtStart = true
    if first > Self.searchFrom,
      input.formatName.split(separator: ",").contains(where: {
        Self.searchable.contains(String($0))
      })
    {
      try search()
      isAtStart = false
    }
    let size = Double(max(1, avio_size(input.context.pointee.pb)))
    var isDone = false
    while !isDone, !timeline.isFull {
      isDone = try !nextFrames { frame in
        if !isAtStart {
          isAtStart = true
          // Where the search ended too late, all is decoded from the start.
          guard let place = place(of: frame), place <= 0 else {
            try restart()
            return
          }
        }
        try add(frame)
      }
      if packetCount % 64 == 0 {
        let position = Double(avio_tell(input.context.pointee.pb)) / size
        let length = timeline.length.map { Double(timeline.samples) / Double(max(1, $0)) } ?? 0
        try check(min(1, max(position, length)))
      }
    }
    try endSection()
    try timeline.finish(end: isDone ? statedEnd : nil)
    try damage.finish()
    if isDone { try compareEnd() }
  }

  // MARK: Reading

  /// Reads packets until frames come out.
  ///
  /// - Returns: `false` at the end of the file, when all frames have come out.
  private func nextFrames(
    _ body: (UnsafeMutablePointer<AVFrame>) throws -> Void
  ) throws -> Bool {
    let isEnd = try !readPacket()
    defer { av_packet_unref(packet) }
    if !isEnd, Int(packet!.pointee.stream_index) != stream { return true }
    try scan(to: isEnd ? nil : Int(packet!.pointee.pos))
    if isEnd {
      damage.end()
    } else {
      // Nothing is in it; to a decoder it would be the end.
      if packet!.pointee.size == 0 { return true }
      packetCount += 1
      damage.countPacket()
      if isMP3 { takeFilling() }
    }
    guard try accepts(isEnd ? nil : packet) else { return !isEnd }
    while try receives() {
      defer { av_frame_unref(frame) }
      try body(frame!)
      if frame!.pointee.decode_error_flags != 0 { noteDamage() }
    }
    return !isEnd
  }

  /// - Returns: `false` at the end of the file, or where nothing follows that belongs to it.
  private func readPacket() throws(MediaError) -> Bool {
    do {
      return try input.read(into: packet!)
    } catch {
      // libavformat looks for the next page in 64 KiB.
      guard let scanner = scanner as? OggScanner else { throw error }
      if let finding = try scanner.advance(to: input.size) {
        throw damage.proved(finding, at: reached ?? 0)
      }
      guard scanner.hasEnded else { throw error }
      return false
    }
  }

  /// Hands a packet to the decoder.
  ///
  /// - Returns: `false` if it is damaged.
  private func accepts(_ packet: UnsafePointer<AVPacket>?) throws(MediaError) -> Bool {
    do {
      try decoder.send(packet)
      return true
    } catch {
      return try note(error)
    }
  }

  /// Fetches the next frame.
  ///
  /// - Returns: `false` if there is none now.
  private func receives() throws(MediaError) -> Bool {
    do {
      return try decoder.receive(frame!)
    } catch {
      return try note(error)
    }
  }

  /// Looks for damage in what lies before a packet, or in all.
  ///
  /// - Parameter place: Bytes; negative if it is not known.
  private func scan(to place: Int?) throws {
    if packetCount == 0, let place { scanner = try makeScanner(from: max(0, place)) }
    guard let scanner, let finding = try scanner.advance(to: place ?? input.size) else { return }
    if place == nil || scanner.countsTimes { throw damage.proved(finding, at: reached ?? 0) }
    damage.prove(finding, at: reached ?? 0)
  }

  /// - Parameter place: Where the first packet lies.
  private func makeScanner(from place: Int) throws(MediaError) -> (any DamageScanner)? {
    switch input.formatName {
    case "ogg": try OggScanner(path: input.path)
    case "mp3": try FrameScanner(path: input.path, kind: .mpeg, from: place)
    case "aac": try FrameScanner(path: input.path, kind: .adts, from: place)
    // Of a film, the probe has seen all; a search in it is not to read it once more.
    case "matroska,webm"
    where first <= Self.searchFrom || input.bestStream(AVMEDIA_TYPE_VIDEO) == nil:
      try MatroskaScanner(path: input.path)
    default: nil
    }
  }

  /// Takes from an MP3 packet what the header says that fills it: it is cut off at the end of the
  /// file alone, as headers are wrong in files that were cut and put together.
  private func takeFilling() {
    var size = 0
    guard let data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size), size >= 8
    else {
      filling = 0
      return
    }
    let count = (4..<8).reduce(0) { $0 | Int(data[$1]) << (8 * ($1 - 4)) }
    filling = count > 0 ? filling + min(count, SoundTimeline.longestKept) : 0
    for place in 4..<8 { data[place] = 0 }
  }

  var isMP3: Bool { input.formatName == "mp3" }

  /// Whether files of this kind are put together by laying one behind the other.
  private var mayBeSeveral: Bool {
    input.mayBreakTimes || isMP3 || ["aac", "ac3", "eac3"].contains(input.formatName)
  }

  /// Counts a damaged packet, and lets any other failure through.
  private func note(_ error: MediaError) throws(MediaError) -> Bool {
    guard error.code == .damaged else { throw error }
    if !isBetweenFrames, !isPause { noteDamage(detail: error.detail) }
    return false
  }

  /// Whether the packet is a title or something else that stands between the frames of an MP3 file.
  private var isBetweenFrames: Bool {
    guard isMP3, let data = packet!.pointee.data, packet!.pointee.size >= 2 else { return false }
    return data[0] != 0xFF || data[1] < 0xE0
  }

  /// Whether the packet says that nobody speaks: telephones' codecs send noise then, or nothing,
  /// which libavcodec does not make.
  private var isPause: Bool {
    guard let data = packet!.pointee.data, packet!.pointee.size >= 1 else { return false }
    let mode = data[0] >> 3 & 15
    switch decoder.context!.pointee.codec_id {
    case AV_CODEC_ID_AMR_NB: return mode >= 8
    case AV_CODEC_ID_AMR_WB: return mode >= 9
    default: return false
    }
  }

  private func noteDamage(detail: String? = nil) {
    damage.refuse(at: reached, detail: detail ?? MediaLog.takeLast())
  }

  /// Goes to somewhat before the first sample that is wanted.
  private func search() throws {
    if origin == nil {
      var known: Int?
      while known == nil {
        let goesOn = try nextFrames { frame in known = known ?? origin(from: frame) }
        if !goesOn { break }
      }
      origin = known
    }
    guard let origin else { return try restart() }
    let wanted = av_rescale_q(
      Int64(origin + first - Self.run), AVRational(num: 1, den: Int32(SoundFormat.sampleRate)),
      timeBase)
    guard input.seek(stream: stream, to: wanted) else { return try restart() }
    decoder.flush()
    damage = DamageRecord(path: input.path)
  }

  /// Goes back to the first packet. Searching for it does not find it in every container.
  private func restart() throws(MediaError) {
    input = try MediaInput(path: input.path)
    input.select(stream)
    decoder = try input.makeDecoder(stream: stream)
    damage = DamageRecord(path: input.path)
    packetCount = 0
  }

  // MARK: Places

  /// In samples of the file's time.
  private func time(
    of frame: UnsafeMutablePointer<AVFrame>, rate: Int = SoundFormat.sampleRate
  ) -> Int? {
    let time = frame.pointee.best_effort_timestamp
    return time == reel_no_pts() ? nil : SoundFormat.samples(time, of: timeBase, rate: rate)
  }

  /// When the sound begins in a file without pictures, by its first frame. In MP4, what lies
  /// before 0 was cut by an edit list, which libavformat does not follow in fragments.
  private func origin(from frame: UnsafeMutablePointer<AVFrame>) -> Int {
    let time = time(of: frame) ?? 0
    return isMovie ? max(0, time) : time
  }

  var isMovie: Bool { input.formatName.hasPrefix("mov") }

  /// Where a frame belongs on the time line.
  private func place(of frame: UnsafeMutablePointer<AVFrame>) -> Int? {
    guard let origin, let time = time(of: frame) else { return nil }
    return time - origin - first
  }

  private func add(_ frame: UnsafeMutablePointer<AVFrame>) throws {
    if origin == nil { origin = origin(from: frame) }
    let rate = Int(frame.pointee.sample_rate)
    let now = time(of: frame, rate: rate)
    if firstPlace == nil { firstPlace = place(of: frame) }
    longestFrame = max(
      longestFrame, Int(frame.pointee.nb_samples) * SoundFormat.sampleRate / max(1, rate))
    let isBreak = followBreak(to: now, rate: rate)
    let isOther = isBreak || mayBeSeveral && section?.converter.fits(frame) == false
    try damage.hear(isWanted: place(of: frame).map { $0 > 0 } ?? true, isOther: isOther)
    if let section, !section.converter.fits(frame) || isApart(now, section.due, rate: rate) {
      // Its frames are numbered without a gap.
      if input.formatName == "flac", let place = place(of: frame), place > max(0, section.place) {
        throw damage.proved("a part of its sound is missing", at: section.place + first)
      }
      try endSection()
    }
    if section == nil {
      section = Section(
        converter: try SoundConverter(
          for: frame, filterLength: filterLength, path: input.path),
        place: place(of: frame) ?? timeline.samples, due: now)
    }
    let converted = try section!.converter.convert(frame)
    let place = section!.place
    guard place - timeline.samples < Self.longestSilence else {
      throw MediaError(
        .damaged, path: input.path,
        message: "\(input.path) is damaged: its sound has a gap of "
          + "\((place - timeline.samples) / SoundFormat.sampleRate / 3600) hours.")
    }
    section!.place += converted.count / 2
    section!.due? += Int(frame.pointee.nb_samples)
    try timeline.add(converted, at: place)
  }

  /// When the sound that came out ends, in samples of the file's time from the origin; `nil` if
  /// none came.
  private var reached: Int? {
    guard firstPlace != nil else { return nil }
    return (section?.place ?? timeline.samples) + first
  }

  /// Where times begin again in the middle of the file, the sound goes on.
  ///
  /// - Returns: Whether they do so here.
  private func followBreak(to now: Int?, rate: Int) -> Bool {
    guard input.mayBreakTimes, let now, let due = section?.due, section?.rate == rate,
      now < due - rate / Self.overlap || now - due > MediaInput.longestGap * rate
    else { return false }
    let shift = Int64(now - due)
    origin! += Int(
      av_rescale(shift, Int64(SoundFormat.sampleRate), Int64(rate)))
    section!.due = now
    hasBreak = true
    return true
  }

  private func isApart(_ time: Int?, _ due: Int?, rate: Int) -> Bool {
    guard let time, let due else { return false }
    return abs(time - due) > rate / Self.tolerance
  }

  private func endSection() throws {
    guard let section else { return }
    self.section = nil
    let rest = try section.converter.finish()
    decodedEnd = section.place + rest.count / 2
    try timeline.add(rest, at: section.place)
  }
}
