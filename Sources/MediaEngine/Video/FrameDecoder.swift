internal import CFFmpeg

/// Decodes the pictures of a video stream one after another, in the order in which they are
/// shown.
final class FrameDecoder {
  private(set) var input: MediaInput
  let stream: Int
  private let threads: Int
  private let startsAtKey: Bool
  private let scanning: Scanning
  private var decoder: Decoder
  private var packet = av_packet_alloc()
  private var deinterlacer: Deinterlacer?
  /// Whether the decoder has been told that no more packets come.
  private var isDraining = false
  private var isFilterDraining = false
  /// The first frame of another size, which waits until the deinterlacer has given all it holds.
  private var changed: UnsafeMutablePointer<AVFrame>?
  private var waitsForKey = false
  private var hasRead = false
  /// Pictures shown before this time need not come out, so that only those are decoded that
  /// others refer to.
  var neededFrom = Int64.min
  private var order: H264Order?
  /// Whether every picture so far came out as it does from any key frame before it, skipping or
  /// not: whole, at its time, not made of fields, in a stream that is in order.
  private(set) var isExact: Bool

  /// - Parameter startsAtKey: Whether packets before the first key frame are left out, as a
  ///   recording has them that was started at any moment. Not for streams that mark no key frame.
  /// - Parameter scanning: What ``MediaProbe`` found; frames come as they are if `progressive`.
  init(
    input: MediaInput, stream: Int, threads: Int, startsAtKey: Bool, scanning: Scanning
  ) throws(MediaError) {
    self.scanning = scanning
    self.input = input
    self.stream = stream
    self.threads = threads
    self.startsAtKey = startsAtKey
    waitsForKey = startsAtKey
    order = H264Order(input.stream(stream).pointee.codecpar.pointee)
    isExact = startsAtKey && order != nil
    input.select(stream)
    decoder = try input.makeDecoder(stream: stream, threads: threads)
  }

  deinit {
    av_packet_free(&packet)
    av_frame_free(&changed)
  }

  /// Decodes the next picture into `frame`, whose `pts` becomes the best guess of its time.
  ///
  /// - Returns: `false` at the end of the stream.
  /// - Throws: ``MediaError`` with the code `invalid-media`.
  func next(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    while true {
      if let deinterlacer, try deinterlacer.receive(frame) { return true }
      if changed != nil {
        av_frame_move_ref(frame, changed)
        av_frame_free(&changed)
        deinterlacer = nil
      } else {
        if isFilterDraining { return false }
        guard try decode(into: frame) else {
          guard let deinterlacer else { return false }
          isFilterDraining = true
          try deinterlacer.send(nil)
          continue
        }
      }
      if let deinterlacer, !deinterlacer.fits(frame) {
        changed = av_frame_alloc()
        av_frame_move_ref(changed, frame)
        try deinterlacer.send(nil)
        continue
      }
      if deinterlacer == nil {
        switch scanning {
        case .progressive: return true
        case .flagged: guard reel_frame_interlaced(frame) != 0 else { return true }
        case .topFirst, .bottomFirst: break
        }
        isExact = false
        deinterlacer = try Deinterlacer(
          path: input.path, frame: frame, timeBase: input.stream(stream).pointee.time_base,
          scanning: scanning)
      }
      try deinterlacer!.send(frame)
    }
  }

  /// Goes on at the key frame at or before the time; pictures before it never come out.
  ///
  /// - Returns: `false` if the file cannot be searched.
  func seek(to time: Int64) -> Bool {
    guard input.seek(stream: stream, to: time) else { return false }
    restart()
    waitsForKey = true
    return true
  }

  /// Goes on at the first packet, by opening the file anew: not every demuxer finds its way
  /// back to a start that is no key frame or has a negative time.
  func rewind() throws(MediaError) {
    guard hasRead else { return }
    input = try MediaInput(path: input.path)
    input.select(stream)
    decoder = try input.makeDecoder(stream: stream, threads: threads)
    restart()
    waitsForKey = startsAtKey
    hasRead = false
  }

  private func restart() {
    decoder.flush()
    deinterlacer = nil
    av_frame_free(&changed)
    isDraining = false
    isFilterDraining = false
    waitsForKey = false
  }

  private func decode(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    while true {
      if try decoder.receive(frame) {
        let isWhole =
          frame.pointee.decode_error_flags == 0 && frame.pointee.flags & AV_FRAME_FLAG_CORRUPT == 0
        if !isWhole || frame.pointee.pts != frame.pointee.best_effort_timestamp { isExact = false }
        frame.pointee.pts = frame.pointee.best_effort_timestamp
        return true
      }
      if isDraining { return false }
      hasRead = true
      guard try input.read(into: packet!) else {
        isDraining = true
        try decoder.send(nil)
        continue
      }
      defer { av_packet_unref(packet) }
      guard Int(packet!.pointee.stream_index) == stream else { continue }
      if waitsForKey {
        if packet!.pointee.flags & AV_PKT_FLAG_KEY == 0 { continue }
        waitsForKey = false
      }
      if isExact { isExact = isInOrder(packet!) }
      let isNeeded = packet!.pointee.pts == reel_no_pts() || packet!.pointee.pts >= neededFrom
      decoder.context!.pointee.skip_frame = isNeeded ? AVDISCARD_DEFAULT : AVDISCARD_NONREF
      try decoder.send(packet)
    }
  }

  private func isInOrder(_ packet: UnsafePointer<AVPacket>) -> Bool {
    let flags = packet.pointee.flags
    guard flags & (AV_PKT_FLAG_CORRUPT | AV_PKT_FLAG_DISCARD) == 0,
      av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, nil) == nil
    else { return false }
    return order!.follows(
      UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)),
      isKey: flags & AV_PKT_FLAG_KEY != 0)
  }
}
