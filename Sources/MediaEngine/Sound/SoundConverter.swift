internal import CFFmpeg

/// Turns decoded sound of one format into stereo at 48 kHz. Not for several threads.
final class SoundConverter {
  private let path: String
  private var resampler: OpaquePointer?
  private let matrix: ChannelMatrix
  private let format: Int32
  /// Samples a second of what comes in.
  let sampleRate: Int

  /// - Parameter filterLength: Taps of the filter that changes the sample rate.
  init(
    for frame: UnsafeMutablePointer<AVFrame>, filterLength: Int, path: String
  ) throws(MediaError) {
    self.path = path
    matrix = ChannelMatrix(&frame.pointee.ch_layout)
    format = frame.pointee.format
    sampleRate = Int(frame.pointee.sample_rate)
    // Channels stay as they are: they are mixed by the matrix afterwards.
    var result = swr_alloc_set_opts2(
      &resampler, &frame.pointee.ch_layout, AV_SAMPLE_FMT_FLTP, Int32(SoundFormat.sampleRate),
      &frame.pointee.ch_layout, AVSampleFormat(format), Int32(sampleRate), 0, nil)
    if result >= 0 {
      let object = UnsafeMutableRawPointer(resampler)
      if sampleRate != SoundFormat.sampleRate {
        av_opt_set_int(object, "filter_size", Int64(filterLength), 0)
        // Integers: sums of floats depend on the processor's instructions.
        av_opt_set_sample_fmt(object, "internal_sample_fmt", AV_SAMPLE_FMT_S16P, 0)
      }
      result = ProcessorFeatures.setUp { swr_init(resampler) }
    }
    guard result >= 0 else {
      throw MediaError(
        .unsupported, path: path,
        message: "The sound of \(path) (\(sampleRate) Hz, \(matrix.weights.count) channels) "
          + "cannot be converted (\(libraryMessage(result))).", detail: MediaLog.takeLast())
    }
  }

  deinit { swr_free(&resampler) }

  /// Whether a frame has the format that this converter is for.
  func fits(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
    frame.pointee.format == format && Int(frame.pointee.sample_rate) == sampleRate
      && ChannelMatrix(&frame.pointee.ch_layout) == matrix
  }

  /// - Returns: Left and right in turn; fewer samples than came in, as the filter looks ahead.
  func convert(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> [Float] {
    try run(frame.pointee.extended_data, count: frame.pointee.nb_samples)
  }

  /// - Returns: What the filter still held.
  func finish() throws(MediaError) -> [Float] { try run(nil, count: 0) }

  private func run(
    _ input: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, count: Int32
  ) throws(MediaError) -> [Float] {
    let capacity = Int(swr_get_out_samples(resampler, count))
    guard capacity > 0 else { return [] }
    var planes = [Float](repeating: 0, count: capacity * matrix.weights.count)
    let converted = planes.withUnsafeMutableBytes { planes in
      withUnsafeTemporaryAllocation(
        of: UnsafeMutablePointer<UInt8>?.self, capacity: matrix.weights.count
      ) { output in
        for index in matrix.weights.indices {
          output[index] = (planes.baseAddress! + index * capacity * MemoryLayout<Float>.stride)
            .assumingMemoryBound(to: UInt8.self)
        }
        guard let input else {
          return swr_convert(resampler, output.baseAddress!, Int32(capacity), nil, 0)
        }
        let source = UnsafeMutableRawPointer(input).assumingMemoryBound(
          to: UnsafePointer<UInt8>?.self)
        return swr_convert(resampler, output.baseAddress!, Int32(capacity), source, count)
      }
    }
    guard converted >= 0 else {
      throw MediaError(
        .internal, path: path,
        message: "The sound of \(path) could not be converted (\(libraryMessage(converted))).",
        detail: MediaLog.takeLast())
    }
    return matrix.mix(planes, stride: capacity, count: Int(converted))
  }
}
