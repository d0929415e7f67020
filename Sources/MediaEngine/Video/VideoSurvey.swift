internal import CFFmpeg
internal import FilmVocabulary

/// What only some decoded pictures of a stream can tell.
struct VideoSurvey {
  var scanning = Scanning.flagged
  /// In units of 100 nits; 0 if the stream shows no high light.
  var peak = 0

  /// Heights of pictures that were made for interlaced screens.
  private static let interlacedHeights: Set<Int32> = [480, 486, 512, 576, 608, 1080, 1088]
  /// Pictures that are decoded in one place.
  private static let sampleLength = 10

  /// Decodes a few pictures, if there is a reason to doubt what the file says or does not say.
  ///
  /// - Parameter check: Is called between pictures; what it throws ends the work.
  init(
    path: String, stream: Int, parameters: AVCodecParameters, index: FrameIndex,
    check: () throws -> Void
  ) throws {
    let isHigh =
      parameters.color_trc == AVCOL_TRC_SMPTE2084 || parameters.color_trc == AVCOL_TRC_ARIB_STD_B67
    let isFlagged =
      parameters.field_order != AV_FIELD_UNKNOWN && parameters.field_order != AV_FIELD_PROGRESSIVE
    let couldBe =
      Self.interlacedHeights.contains(parameters.height) && index.frames.count > 2
      && index.duration.doubleValue / Double(index.frames.count) > 0.03
    guard isHigh || isFlagged || couldBe else { return }
    var counts: [FieldComparison.Verdict: Int] = [:]
    // A third into the film there is more to see than at its start, which may be black.
    for place in [1, 0, 2] {
      if place != 1, !isFlagged,
        counts[.topFirst, default: 0] + counts[.bottomFirst, default: 0] < 3
      {
        break
      }
      let start = index.isCounted ? 0 : index.frames.count * place / 3
      try sample(
        path: path, stream: stream, index: index, from: start,
        count: isHigh && !isFlagged && !couldBe ? 1 : Self.sampleLength, into: &counts,
        check: check)
      // Pictures that must be counted from the start are the same in all places.
      if index.isCounted || (isHigh && !isFlagged && !couldBe) { break }
    }
    if isHigh { peak = ToneMapping.peak(nits: peak) }
    scanning = Self.scanning(counts)
  }

  private static func scanning(_ counts: [FieldComparison.Verdict: Int]) -> Scanning {
    let top = counts[.topFirst, default: 0]
    let bottom = counts[.bottomFirst, default: 0]
    let progressive = counts[.progressive, default: 0]
    let all = top + bottom + progressive
    if max(top, bottom) >= 3, max(top, bottom) * 5 >= all * 4 {
      return top > bottom ? .topFirst : .bottomFirst
    }
    return progressive >= 2 && progressive * 5 >= all * 4 ? .progressive : .flagged
  }

  private mutating func sample(
    path: String, stream: Int, index: FrameIndex, from start: Int, count: Int,
    into counts: inout [FieldComparison.Verdict: Int], check: () throws -> Void
  ) throws {
    let decoder = try FrameDecoder(
      input: try MediaInput(path: path), stream: stream, threads: 1,
      startsAtKey: !index.isCounted && index.frames.contains(where: \.isKey),
      scanning: .progressive)
    var key = start
    while key > 0, !index.frames[key].isKey { key -= 1 }
    if key > 0, !decoder.seek(to: index.frames[key].seekTime) { try decoder.rewind() }
    var frame = av_frame_alloc()
    defer { av_frame_free(&frame) }
    guard let frame else { throw MediaError.outOfMemory(path) }
    var lumas: [(luma: FieldComparison.Luma, width: Int)] = []
    for _ in 0..<count {
      try check()
      // What is damaged here is reported where it is used.
      guard (try? decoder.next(into: frame)) == true else { break }
      if peak == 0 { peak = Int(max(0, min(100_000, reel_frame_brightest(frame)))) }
      guard count > 1, let luma = Self.luma(of: frame) else { break }
      lumas.append((luma, Int(frame.pointee.width)))
      if lumas.count > 3 { lumas.removeFirst() }
      guard lumas.count == 3, lumas.allSatisfy({ $0.width == lumas[0].width }) else { continue }
      let verdict = FieldComparison.compare(
        before: lumas[0].luma, at: lumas[1].luma, after: lumas[2].luma, width: lumas[0].width)
      counts[verdict, default: 0] += 1
    }
  }

  /// - Returns: `nil` for pictures whose luma has no plane of its own.
  private static func luma(of frame: UnsafePointer<AVFrame>) -> FieldComparison.Luma? {
    let frame = frame.pointee
    guard let description = av_pix_fmt_desc_get(AVPixelFormat(frame.format))?.pointee,
      description.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE)
        == 0, let data = frame.data.0
    else { return nil }
    let component = description.comp.0
    let (width, height) = (Int(frame.width), Int(frame.height))
    guard component.depth >= 8, component.step == (component.depth > 8 ? 2 : 1) else { return nil }
    return [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
      for row in 0..<height {
        let source = UnsafeRawPointer(data + row * Int(frame.linesize.0))
        let line = target.baseAddress! + row * width
        if component.step == 1 {
          line.update(from: source.assumingMemoryBound(to: UInt8.self), count: width)
        } else {
          let values = source.assumingMemoryBound(to: UInt16.self)
          let shift = UInt16(component.depth - 8 + component.shift)
          for x in 0..<width { line[x] = UInt8(truncatingIfNeeded: values[x] >> shift) }
        }
      }
      count = width * height
    }
  }
}
