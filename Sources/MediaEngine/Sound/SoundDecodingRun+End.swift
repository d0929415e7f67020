internal import CFFmpeg

/// Where the sound ends, and where it should.
extension SoundDecodingRun {
  /// Compares the end of the sound with what the file's header says, in kinds that cannot be
  /// written without knowing it.
  func compareEnd() throws(MediaError) {
    let end = decodedEnd + first
    let described = input.stream(stream).pointee
    switch input.formatName {
    case "wav", "w64", "aiff", "caf", "au":
      guard let header = try PlainSoundHeader(path: input.path), header.isCut(size: input.size)
      else { return }
      let present = Double(max(0, input.size - header.start))
      let bits = Double(max(1, described.codecpar.pointee.bit_rate))
      // Behind the end, nothing was decoded.
      let heard =
        firstPlace == nil ? present * 8 / bits * Double(SoundFormat.sampleRate) : Double(end)
      let whole = heard * Double(header.promised) / max(1, present)
      throw damage.cutShort(at: Int(min(heard, 1e15)), of: whole < 1e15 ? Int(whole) : nil)
    case "flac":
      // 0 where it was written to a pipe; and programs that cut between frames leave the length as
      // it was.
      guard damage.isRefusedLast, firstPlace != nil, described.duration > 0,
        let length = SoundFormat.samples(described.duration, of: timeBase),
        end < length - Self.rounding
      else { return }
      throw damage.cutShort(at: end, of: length)
    case _ where isMovie:
      guard let cut = input.firstMissing(stream: stream), let origin,
        let time = SoundFormat.samples(cut, of: timeBase)
      else { return }
      throw damage.cutShort(at: time - origin, of: nil)
    default: return
    }
  }

  /// Where the sound ends on the time line, if the file's kind says so to the sample and the last
  /// packets hold somewhat more: what fills them is no sound. A length that is further off is not
  /// believed.
  var statedEnd: Int? {
    if isMP3 {
      let rate = Int(decoder.context!.pointee.sample_rate)
      return filling > 0 && rate > 0
        ? decodedEnd - filling * SoundFormat.sampleRate / rate : nil
    }
    let context = input.context.pointee
    let described = input.stream(stream).pointee
    guard !hasBreak, described.duration > 0,
      context.duration_estimation_method == AVFMT_DURATION_FROM_STREAM,
      let length = SoundFormat.samples(described.duration, of: timeBase)
    else { return nil }
    let begin: Int?
    if input.formatName == "ogg" {
      // Short files' first packet, from which nothing comes, has a length in libavformat.
      begin = firstPlace
    } else if isMovie, described.start_time != reel_no_pts(),
      let start = SoundFormat.samples(described.start_time, of: timeBase), let origin
    {
      begin = start - origin - first
    } else {
      begin = nil
    }
    guard let begin else { return nil }
    let surplus = decodedEnd - (begin + length)
    let isExact = isLossless(described.codecpar.pointee.codec_id)
    guard surplus > (isExact ? Self.rounding : 0),
      surplus <= min(2 * longestFrame, SoundTimeline.longestKept)
    else { return nil }
    return begin + length
  }

  /// Whether a codec's packets can hold just as many samples as there are.
  private func isLossless(_ codec: AVCodecID) -> Bool {
    guard let description = avcodec_descriptor_get(codec) else { return false }
    return description.pointee.props & AV_CODEC_PROP_LOSSLESS != 0
  }
}
