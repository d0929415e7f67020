internal import FilmVocabulary
internal import CFFmpeg
internal import Glibc

/// Joins segments and chunks of sound into an MP4 file without encoding anything.
///
/// All times are counted, none is taken over: frame f of a segment whose first frame is `base`
/// is shown at `base + f`, and the packet at place k of the whole film is decoded at `k − D`,
/// where D is the most that any packet is decoded after its turn; in units of one frame. Packet j
/// of the sound is heard from sample 1024 · (j − 1) on: the first one only starts the decoder
/// and is cut off by an edit list, and so is what the last one has too much.
public struct FilmMuxer {
  private let film: FilmDescription
  private let video: [PacketFile]
  private let sound: [PacketFile]
  /// D.
  private let delay: Int

  /// Samples of one AAC packet.
  static let packetSamples = 1024

  /// Opens all pieces and checks that they fit together.
  ///
  /// - Throws: ``MediaError`` with the code `mismatch` if a piece has not the length that the
  ///   film says, or other headers than the first.
  public init(_ film: FilmDescription, video: [String], sound: [String]) throws {
    guard video.count == film.segments.count, sound.count == film.chunks.count, film.frames > 0
    else {
      throw MediaError(
        .mismatch,
        message: "A film of \(film.segments.count) segments and \(film.chunks.count) chunks of "
          + "sound was given \(video.count) and \(sound.count).")
    }
    self.film = film
    self.video = try video.map(PacketFile.init(path:))
    self.sound = try sound.map(PacketFile.init(path:))
    var delay = 0
    for (index, segment) in self.video.enumerated() {
      try Self.verify(segment, path: video[index], frames: film.segments[index], film: film)
      try Self.compare(segment, self.video[0], path: video[index])
      for (place, packet) in segment.packets.enumerated() {
        delay = max(delay, place - packet.presentation)
      }
    }
    for (index, chunk) in self.sound.enumerated() {
      guard chunk.packets.count == film.chunks[index], chunk.header.codec == "aac" else {
        throw MediaError(
          .mismatch, path: sound[index],
          message: "\(sound[index]) holds \(chunk.packets.count) packets of sound where "
            + "\(film.chunks[index]) are planned.")
      }
      try Self.compare(chunk, self.sound[0], path: sound[index])
    }
    let packets = film.chunks.reduce(0, +)
    let needed = (film.samples + Self.packetSamples - 1) / Self.packetSamples + 1
    guard sound.isEmpty || packets == needed else {
      throw MediaError(
        .mismatch,
        message: "\(film.samples) samples of sound take \(needed) packets, not \(packets).")
    }
    self.delay = delay
  }

  /// Writes the film, its index first.
  ///
  /// - Parameter check: Is called now and then; what it throws ends the work.
  /// - Throws: ``MediaError`` with the code `no-space`, `unwritable` or `internal`.
  public func write(
    to path: String, check: (_ fraction: Double) throws -> Void = { _ in }
  ) throws {
    let output = try FilmOutput(path: path)
    let videoStream = try output.addVideo(film, header: video[0].header, delay: delay)
    let soundStream = try sound.first.map { try output.addSound(film, header: $0.header) }
    let textStreams = try film.subtitles.map { try output.addText(language: $0.language) }
    output.addChapters(film)
    output.addTags(film.tags)
    try output.begin(timescale: Self.movieTimescale(frameRate: film.frameRate))
    let length = (Rational(film.frames * 1000) / film.frameRate).floor
    for (track, stream) in zip(film.subtitles, textStreams) {
      for sample in MovieText(track.captions, length: length).samples {
        try output.write(
          sample.bytes, stream: stream, presentation: sample.start, decoding: sample.start,
          duration: sample.duration, isKey: true)
      }
    }
    var soundCursor = SoundCursor(samples: film.samples)
    // Half a second of sound, then half a second of pictures, and so on.
    let interval = max(1, (film.frameRate / Rational(2)).rounded)
    var base = 0
    for segment in video {
      for (index, packet) in segment.packets.enumerated() {
        let place = base + index
        if let soundStream, place % interval == 0 {
          let until = (Rational((place + interval) * 48000) / film.frameRate).floor
          try writeSound(&soundCursor, until: until, stream: soundStream, to: output)
        }
        try segment.withBytes(ofPacket: index) { bytes in
          try output.write(
            bytes, stream: videoStream, presentation: base + packet.presentation,
            decoding: place - delay, duration: 1, isKey: packet.isKey)
        }
      }
      base += segment.packets.count
      try check(Double(base) / Double(film.frames))
    }
    if let soundStream {
      try writeSound(&soundCursor, until: Int.max, stream: soundStream, to: output)
    }
    try output.finish()
  }

  /// The place in the sound: the next packet.
  private struct SoundCursor {
    var chunk = 0
    var packet = 0
    /// The first sample of the next packet.
    var sample = -FilmMuxer.packetSamples
    let samples: Int
  }

  private func writeSound(
    _ cursor: inout SoundCursor, until: Int, stream: Int, to output: FilmOutput
  ) throws {
    while cursor.chunk < sound.count, cursor.sample < until {
      let chunk = sound[cursor.chunk]
      if cursor.packet == chunk.packets.count {
        cursor.chunk += 1
        cursor.packet = 0
        continue
      }
      let duration = min(Self.packetSamples, cursor.samples - cursor.sample)
      try chunk.withBytes(ofPacket: cursor.packet) { bytes in
        try output.write(
          bytes, stream: stream, presentation: cursor.sample, decoding: cursor.sample,
          duration: duration, isKey: true)
      }
      cursor.packet += 1
      cursor.sample += Self.packetSamples
    }
  }

  private static func verify(
    _ segment: PacketFile, path: String, frames: Int, film: FilmDescription
  ) throws {
    let header = segment.header
    guard header.codec == "h264", header.width == film.width, header.height == film.height,
      header.timeBase == Rational(1) / film.frameRate
    else {
      throw MediaError(
        .mismatch, path: path,
        message: "\(path) is no H.264 segment of \(film.width)×\(film.height) pixels at "
          + "\(film.frameRate) frames a second.")
    }
    guard segment.packets.count == frames, segment.packets.first?.isKey == true,
      segment.packets.map(\.presentation).sorted() == Array(0..<frames)
    else {
      throw MediaError(
        .mismatch, path: path, message: "\(path) does not hold the \(frames) frames planned.")
    }
  }

  private static func compare(_ file: PacketFile, _ first: PacketFile, path: String) throws {
    guard file.header == first.header else {
      throw MediaError(
        .mismatch, path: path,
        message: "\(path) was encoded with other settings than the pieces before it.")
    }
  }

  /// A unit in which frames and samples are whole numbers, so that edit lists are exact.
  static func movieTimescale(frameRate: Rational) -> Int {
    var scale = frameRate.numerator
    while scale < 10000 { scale *= 2 }
    return scale / greatestCommonDivisor(scale, 48000) * 48000
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }
}
