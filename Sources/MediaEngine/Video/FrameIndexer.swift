internal import CFFmpeg
internal import FilmVocabulary

/// Reads all packets of a video stream and notes when each picture is shown.
struct FrameIndexer {
  let input: MediaInput
  let stream: Int

  private struct Entry {
    var pts: Int64
    var dts: Int64
    var duration: Int64
    var isKey: Bool

    /// Times of 34 years in nanoseconds are the largest with which it is reckoned.
    func isPossible(noTime: Int64) -> Bool {
      let bound: Int64 = 1 << 60
      return [pts, dts, duration].allSatisfy { $0 == noTime || ($0 > -bound && $0 < bound) }
    }
  }

  func read(check: (Double) throws -> Void) throws -> FrameIndex {
    input.select(stream)
    defer {
      for index in 0..<input.streamCount { input.stream(index).pointee.discard = AVDISCARD_DEFAULT }
    }
    let size = max(1, avio_size(input.context.pointee.pb))
    var entries: [Entry] = []
    var count = 0
    var isCut = false
    var incomplete: Entry?
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    let noTime = reel_no_pts()
    while try input.read(into: packet!) {
      defer { av_packet_unref(packet) }
      let current = packet!.pointee
      guard Int(current.stream_index) == stream else { continue }
      count += 1
      // Edit lists and leading pictures: decoded, never shown.
      if current.flags & AV_PKT_FLAG_DISCARD != 0 { continue }
      let entry = Entry(
        pts: current.pts, dts: current.dts, duration: current.duration,
        isKey: current.flags & AV_PKT_FLAG_KEY != 0)
      if let last = incomplete {
        entries.append(last)
        incomplete = nil
      }
      // The file ends within the packet, or, if others follow, recordings were put together here.
      if current.flags & AV_PKT_FLAG_CORRUPT != 0 {
        incomplete = entry
        isCut = true
        continue
      }
      entries.append(entry)
      if entries.count > input.size {
        throw damage("it claims to hold more pictures than bytes")
      }
      if entries.count % 64 == 0 { try check(Double(max(0, current.pos)) / Double(size)) }
    }
    guard !entries.isEmpty else {
      throw MediaError(
        .damaged, path: input.path,
        message: "\(input.path) is cut short: it holds no picture.", detail: MediaLog.takeLast())
    }
    // MP4 says beforehand what it holds. Other kinds, such as a recording that was broken off,
    // are good as far as they go.
    let planned = Int(avformat_index_get_entries_count(input.stream(stream)))
    if input.formatName.hasPrefix("mov"), isCut || count < planned {
      throw MediaError(
        .cutShort, path: input.path,
        message:
          "\(input.path) is cut short: it holds \(isCut ? count - 1 : count) of \(planned) pictures.",
        detail: MediaLog.takeLast())
    }
    let base = input.stream(stream).pointee.time_base
    guard base.num > 0, base.den > 0 else { throw damage("its time has no unit") }
    guard entries.allSatisfy({ $0.isPossible(noTime: noTime) }) else {
      throw damage("a picture has a time that cannot be")
    }
    let timeBase = Rational(Int(base.num), Int(base.den))
    if entries.contains(where: { $0.pts == noTime }) {
      return counted(entries, timeBase: timeBase, noTime: noTime)
    }
    if input.mayBreakTimes, mendBreaks(&entries, timeBase: timeBase, noTime: noTime) {
      return mended(entries, timeBase: timeBase)
    }
    entries.sort { $0.pts < $1.pts }
    var frames: [FrameIndex.Frame] = []
    frames.reserveCapacity(entries.count)
    for entry in entries {
      // Two fields may come as two packets of one time.
      if frames.last?.time == entry.pts { continue }
      let seekTime = entry.dts == noTime ? entry.pts : min(entry.dts, entry.pts)
      frames.append(
        .init(time: entry.pts, seekTime: entry.isKey ? seekTime : 0, isKey: entry.isKey))
    }
    let last = entries[entries.count - 1]
    return FrameIndex(
      timeBase: timeBase, frames: frames,
      end: last.pts + lastDuration(last.duration, frames.map(\.time), timeBase),
      isCounted: false)
  }

  private func damage(_ what: String) -> MediaError {
    MediaError(
      .damaged, path: input.path, message: "\(input.path) is damaged: \(what).",
      detail: MediaLog.takeLast())
  }

  /// For streams without presentation times, such as raw H.264 or AVI with B-frames: pictures
  /// come out of the decoder in order, and each takes the next of the times that there are.
  private func counted(_ entries: [Entry], timeBase: Rational, noTime: Int64) -> FrameIndex {
    var times = entries.map(\.dts)
    let isUsable =
      !times.contains(noTime) && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
    var base = timeBase
    if !isUsable {
      let rate = av_guess_frame_rate(input.context, input.stream(stream), nil)
      base = rate.num > 0 && rate.den > 0 ? Rational(Int(rate.den), Int(rate.num)) : Rational(1, 25)
      times = entries.indices.map { Int64($0) }
    }
    return FrameIndex(
      timeBase: base,
      frames: times.map { .init(time: $0, seekTime: 0, isKey: false) },
      end: times[times.count - 1]
        + lastDuration(isUsable ? entries.last!.duration : 1, times, base),
      isCounted: true)
  }

  /// Makes one line of times of those of a stream that was put together of several, each with
  /// times of its own.
  ///
  /// - Returns: Whether there was anything to mend.
  private func mendBreaks(
    _ entries: inout [Entry], timeBase: Rational, noTime: Int64
  ) -> Bool {
    let longest = Int64((Rational(MediaInput.longestGap) / timeBase).floor)
    var offset: Int64 = 0
    var hasBreak = false
    var last: (dts: Int64, duration: Int64)?
    for index in entries.indices {
      let dts = entries[index].dts == noTime ? entries[index].pts : entries[index].dts
      if let last, dts < last.dts || dts - last.dts > longest {
        hasBreak = true
        let (sum, isTooLarge) = offset.addingReportingOverflow(
          last.dts + max(1, last.duration) - dts)
        // Times beyond all sense are refused afterwards.
        offset = isTooLarge ? Int64.max / 4 : sum
      }
      let step = last.map { dts - $0.dts } ?? 0
      let stated = entries[index].duration
      let usual = step > 0 && step <= longest ? step : last?.duration ?? 1
      last = (dts, stated > 0 ? stated : usual)
      entries[index].pts &+= offset
    }
    return hasBreak
  }

  /// Times that are not the file's own cannot be searched for: pictures are counted.
  private func mended(_ entries: [Entry], timeBase: Rational) -> FrameIndex {
    let times = entries.map(\.pts).sorted()
    return FrameIndex(
      timeBase: timeBase, frames: times.map { .init(time: $0, seekTime: 0, isKey: false) },
      end: times[times.count - 1] + lastDuration(entries.last!.duration, times, timeBase),
      isCounted: true)
  }

  private func lastDuration(_ stated: Int64, _ times: [Int64], _ base: Rational) -> Int64 {
    if stated > 0 { return stated }
    if times.count > 1 {
      return max(1, (times[times.count - 1] - times[0]) / Int64(times.count - 1))
    }
    return max(1, Int64((Rational(1, 25) / base).rounded))
  }
}
