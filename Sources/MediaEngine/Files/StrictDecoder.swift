internal import CFFmpeg

/// Decodes everything that a file shows and sounds, and lets no damage pass.
public struct StrictDecoder: Sendable {
  /// What comes out of a decoder. Bytes are good until the call that they were handed to returns.
  public enum Piece {
    /// The planes one after another, rows without padding.
    case picture(stream: Int, microseconds: Int, form: String, bytes: UnsafeRawBufferPointer)
    /// `start` is a time in samples; a plane holds one channel, or all of them by turns.
    case sound(
      stream: Int, start: Int, rate: Int, form: String, planes: [UnsafeRawBufferPointer],
      sampleBytes: Int)
  }

  private let path: String

  public init(path: String) { self.path = path }

  /// Decodes all pictures and all sound, in the order in which the file holds them.
  ///
  /// - Parameters:
  ///   - check: Is called now and then; what it throws ends the work.
  ///   - sink: Is called with every picture and every piece of sound.
  /// - Throws: ``MediaError`` with the code `invalid-media` for any damage, also where a player
  ///   would go on, and where fewer pictures come out than the file holds; `no-picture` if there
  ///   is nothing to decode; and whatever `check` and `sink` throw.
  public func decode(
    check: (_ fraction: Double) throws -> Void = { _ in }, sink: (Piece) throws -> Void
  ) throws {
    let input = try MediaInput(path: path)
    var streams: [Int: StrictStream] = [:]
    for index in 0..<input.streamCount {
      let stream = input.stream(index).pointee
      let kind = stream.codecpar.pointee.codec_type
      let isCover = stream.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
      guard kind == AVMEDIA_TYPE_VIDEO && !isCover || kind == AVMEDIA_TYPE_AUDIO else {
        input.stream(index).pointee.discard = AVDISCARD_ALL
        continue
      }
      streams[index] = try StrictStream(input: input, index: index)
    }
    guard !streams.isEmpty else {
      throw MediaError(
        .noPicture, path: path, message: "\(path) holds neither pictures nor sound.")
    }
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    guard let packet else { throw MediaError.outOfMemory(path) }
    let size = Double(max(1, avio_size(input.context.pointee.pb)))
    var count = 0
    while try input.read(into: packet) {
      defer { av_packet_unref(packet) }
      count += 1
      if count % 32 == 0 { try check(Double(avio_tell(input.context.pointee.pb)) / size) }
      try streams[Int(packet.pointee.stream_index)]?.decode(packet, sink: sink)
    }
    for index in streams.keys.sorted() { try streams[index]?.finish(sink: sink) }
  }
}
