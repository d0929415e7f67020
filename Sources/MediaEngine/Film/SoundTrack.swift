internal import FilmVocabulary

/// A film's sound as packets, in order, with the time of each in samples of the film.
///
/// AAC comes in chunks: packet j holds the samples from 1024 · (j − 1) on, and the first one only
/// starts the decoder. Other codecs come in one piece that has its own times.
struct SoundTrack {
  /// A packet as it is to be written.
  struct Packet {
    /// The sample at which it begins; negative for what comes before the film's sound.
    var start: Int
    /// Samples that are heard.
    var duration: Int
    /// Samples behind those, which are to be cut off.
    var surplus: Int
    /// Samples to be cut off from this packet on: the padding, told with the first one.
    var skipped: Int
  }

  let pieces: [PacketFile]
  /// Length of the sound.
  let samples: Int
  /// Samples before the film's first one.
  let padding: Int

  private var piece = 0
  private var index = 0
  private var next: Int

  /// Samples of one AAC packet.
  static let packetSamples = 1024

  init(_ film: FilmDescription, pieces: [PacketFile]) {
    self.pieces = pieces
    samples = film.samples
    if film.soundCodec == .aac {
      padding = Self.packetSamples
    } else {
      padding = -(pieces.first?.packets.first?.presentation ?? 0)
    }
    next = -padding
  }

  var header: PacketFile.Header { pieces[0].header }

  /// Hands over the packets that begin before a sample.
  mutating func write(
    until sample: Int, _ body: (UnsafeRawBufferPointer, Packet) throws -> Void
  ) throws {
    while piece < pieces.count, next < min(sample, samples) {
      let file = pieces[piece]
      if index == file.packets.count {
        piece += 1
        index = 0
        continue
      }
      let whole = file.packets[index].duration
      let duration = min(whole, samples - next)
      let packet = Packet(
        start: next, duration: duration, surplus: whole - duration,
        skipped: next == -padding ? padding : 0)
      try file.withBytes(ofPacket: index) { try body($0, packet) }
      index += 1
      next += whole
    }
  }
}
