internal import CEBUR128

/// Measures the energy of a stereo sound in blocks of 100 ms, weighted as ITU-R BS.1770 says.
///
/// Four blocks in a row make one gating block of EBU R128. A block's energy is the mean square
/// of both channels' filtered samples, added: full scale on both is about 2.
///
/// The corresponding C function is `ebur128_loudness_window`. Not for several threads.
public final class LoudnessMeter {
  /// Samples of a block.
  public static let blockSamples = 4800

  private var state: UnsafeMutablePointer<ebur128_state>?
  private var levels: [Float] = []
  /// Samples of the block that has begun.
  private var filled = 0

  private static let blockMilliseconds: UInt = 100

  /// - Throws: ``MediaError`` with the code `internal` if there is no memory.
  public init() throws {
    state = ebur128_init(
      UInt32(SoundFormat.channels), UInt(SoundFormat.sampleRate), Int32(EBUR128_MODE_M.rawValue))
    guard state != nil else { throw MediaError.outOfMemory(nil) }
  }

  deinit { ebur128_destroy(&state) }

  /// - Parameter stereo: Left and right in turn; full scale is 1.
  public func append(_ stereo: UnsafeBufferPointer<Float>) {
    var rest = stereo[...]
    while rest.count >= 2 {
      let count = min(rest.count / 2, Self.blockSamples - filled)
      ebur128_add_frames_float(state, stereo.baseAddress! + rest.startIndex, count)
      rest = rest.dropFirst(2 * count)
      filled += count
      if filled == Self.blockSamples { endBlock() }
    }
  }

  /// - Parameter stereo: Left and right in turn; full scale is 1.
  public func append(_ stereo: [Float]) { stereo.withUnsafeBufferPointer(append) }

  /// Ends the sound.
  ///
  /// - Returns: The energies in order. A last block that is not full counts as if silence filled
  ///   it.
  public func finish() -> [Float] {
    if filled > 0 {
      append([Float](repeating: 0, count: 2 * (Self.blockSamples - filled)))
    }
    return levels
  }

  private func endBlock() {
    filled = 0
    var loudness = 0.0
    ebur128_loudness_window(state, Self.blockMilliseconds, &loudness)
    levels.append(Float(Loudness.energy(ofLoudness: loudness)))
  }
}
