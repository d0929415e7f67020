internal import FilmVocabulary

/// Encodes a run of a programme's AAC packets, so that runs made apart can be joined.
///
/// Packet j of a programme holds the samples from 1024 · (j − 1) on, windowed together with
/// those of its neighbours; packet 0 only starts the decoder. A chunk that is not the first one
/// is begun some packets earlier, to bring the encoder to where it would be had it come from the
/// programme's start; those packets are dropped, and so are the ones made of the look-ahead.
/// Not for several threads.
public final class AACChunkEncoder {
  /// The windows of both channels of a packet.
  public struct Windows: Hashable, Sendable {
    public var left: AACWindow
    public var right: AACWindow
  }

  /// The windows at a chunk's ends.
  public struct Joint: Hashable, Sendable {
    /// Of the last packet before the chunk, as the warm-up made it; `nil` for the first chunk.
    public var before: Windows?
    /// Of the chunk's last packet.
    public var last: Windows
  }

  /// Frames of 1024 samples that are to be appended: warm-up, chunk and look-ahead.
  public let frames: Int

  private let bitRate: Int
  private let packets: Int
  /// Packets that are dropped at the start: the warm-up and the one that starts it.
  private let dropped: Int
  private let encoder: AACEncoder
  private var writer = PacketFileWriter()
  private var frameCount = 0
  private var packetCount = 0
  private var before: Observation?
  private var last: Observation?

  /// A packet whose windows are asked for.
  private struct Observation {
    /// The packet's number, counted from the encoder's first.
    let packet: Int
    var left: AACWindow?
    var isCommon = true
    /// The frames around the packet, in order.
    var frames: [[Float]] = []

    /// The first of ``frames``.
    var firstFrame: Int { max(0, packet - AACChunkEncoder.history) }
  }

  /// Frames before a packet that its windows may depend on, and frames after it.
  fileprivate static let history = 12
  private static let future = 2

  /// - Parameters:
  ///   - packets: Of the chunk.
  ///   - warmUp: Packets before the chunk; 0 for a programme's first chunk.
  ///   - lookAhead: Packets behind the chunk; 0 for a programme's last chunk.
  /// - Throws: ``MediaError`` with the code `internal` if the encoder refuses the bit rate.
  public init(bitRate: Int, packets: Int, warmUp: Int, lookAhead: Int) throws {
    precondition(packets >= 1 && warmUp >= 0 && lookAhead >= 0)
    self.bitRate = bitRate
    self.packets = packets
    dropped = warmUp == 0 ? 0 : warmUp + 1
    frames = dropped + packets - 1 + lookAhead
    encoder = try AACEncoder(bitRate: bitRate)
    if warmUp > 0 { before = Observation(packet: dropped - 1) }
    last = Observation(packet: dropped + packets - 1)
  }

  /// Encodes the next frames.
  ///
  /// - Parameter stereo: Left and right in turn, a multiple of 1024 samples.
  public func append(_ stereo: [Float]) throws {
    let frame = SoundFormat.packetSamples * SoundFormat.channels
    precondition(stereo.count % frame == 0)
    try stereo.withUnsafeBufferPointer { stereo in
      for start in stride(from: 0, to: stereo.count, by: frame) {
        precondition(frameCount < frames, "a chunk of \(frames) frames got one more")
        let samples = UnsafeBufferPointer(rebasing: stereo[start..<start + frame])
        keep(samples, in: &before)
        keep(samples, in: &last)
        frameCount += 1
        try encoder.encode(samples, take: take)
      }
    }
  }

  /// Encodes what is left and writes the chunk's packets.
  ///
  /// - Throws: ``MediaError``: `no-space` or `unwritable`, or `internal` if the encoder did not
  ///   make the packets that were planned.
  public func finish(writingTo path: String) throws -> Joint {
    precondition(frameCount == frames, "a chunk of \(frames) frames got \(frameCount)")
    try encoder.finish(take: take)
    guard writer.packets.count == packets, let last = try windows(of: last) else {
      throw MediaError(
        .internal,
        message: "The AAC encoder made \(writer.packets.count) packets of \(packets).")
    }
    try writer.write(
      to: path,
      header: .init(
        codec: "aac", extradata: encoder.extradata,
        timeBase: Rational(1, SoundFormat.sampleRate), sampleRate: SoundFormat.sampleRate,
        channels: SoundFormat.channels))
    return Joint(before: try windows(of: before), last: last)
  }

  private func take(_ packet: UnsafeBufferPointer<UInt8>) {
    observe(packet, for: &before)
    observe(packet, for: &last)
    let number = packetCount - dropped
    if number >= 0, number < packets {
      writer.append(
        packet, presentation: number * SoundFormat.packetSamples,
        duration: SoundFormat.packetSamples, isKey: true)
    }
    packetCount += 1
  }

  // MARK: Windows

  private func observe(_ packet: UnsafeBufferPointer<UInt8>, for target: inout Observation?) {
    guard packetCount == target?.packet, let leading = AACWindow.leading(of: packet) else {
      return
    }
    target?.left = leading.window
    target?.isCommon = leading.isCommon
  }

  private func keep(_ frame: UnsafeBufferPointer<Float>, in target: inout Observation?) {
    guard let wanted = target,
      (wanted.firstFrame...wanted.packet + Self.future).contains(frameCount)
    else { return }
    target?.frames.append(Array(frame))
  }

  private func windows(of target: Observation?) throws -> Windows? {
    guard let target, let left = target.left else { return nil }
    if target.isCommon { return Windows(left: left, right: left) }
    // The right channel's window lies behind the left one's spectrum, which would have to be
    // decoded to get there. The encoder chooses each channel's window from that channel alone:
    // with channels swapped, the right one comes first.
    let swapped = try AACEncoder(bitRate: bitRate)
    var right: AACWindow?
    var number = target.firstFrame
    let look = { (packet: UnsafeBufferPointer<UInt8>) in
      if number == target.packet { right = AACWindow.leading(of: packet)?.window }
      number += 1
    }
    for frame in target.frames {
      try frame.withUnsafeBufferPointer { try swapped.encode($0, swapped: true, take: look) }
    }
    try swapped.finish(take: look)
    return right.map { Windows(left: left, right: $0) }
  }
}
