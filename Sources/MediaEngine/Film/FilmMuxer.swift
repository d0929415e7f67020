internal import CFFmpeg
internal import FilmVocabulary
internal import Glibc

/// Joins segments and sound into a file without encoding anything.
///
/// All times are counted, none is taken over: frame f of a segment whose first frame is `base`
/// is shown at `base + f`, and the packet at place k of the whole film is decoded at `k − D`,
/// where D is the most that any packet is decoded after its turn; in units of one frame. Sound
/// that comes before the film's first sample only starts the decoder; the file says that it is
/// cut off, and so is what the last packet has too much.
public struct FilmMuxer {
  private let film: FilmDescription
  private let video: [PacketFile]
  private let sound: [PacketFile]
  /// D.
  private let delay: Int

  /// Opens all pieces and checks that they fit together.
  ///
  /// - Throws: ``MediaError`` with the code `mismatch` if a piece has not the length that the
  ///   film says, or other headers than the first.
  public init(_ film: FilmDescription, video: [String], sound: [String]) throws {
    self.film = film
    self.video = try video.map(PacketFile.init(path:))
    self.sound = try sound.map(PacketFile.init(path:))
    var delay = 0
    for segment in self.video {
      for (place, packet) in segment.packets.enumerated() {
        delay = max(delay, place - packet.presentation)
      }
    }
    self.delay = delay
    try FilmPieces(film: film, video: self.video, sound: self.sound).check(
      videoPaths: video, soundPaths: sound)
  }

  /// Writes the film, its index first where the kind of file allows it.
  ///
  /// - Parameter check: Is called now and then; what it throws ends the work.
  /// - Throws: ``MediaError`` with the code `no-space`, `unwritable` or `internal`.
  public func write(
    to path: String, check: (_ fraction: Double) throws -> Void = { _ in }
  ) throws {
    let output = try FilmOutput(path: path, container: film.container)
    let videoStream = try video.first.map {
      try output.addVideo(film, header: $0.header, delay: delay)
    }
    var track = sound.isEmpty ? nil : SoundTrack(film, pieces: sound)
    let soundStream = try track.map {
      try output.addSound(film, header: $0.header, padding: $0.padding)
    }
    let textStreams = try film.subtitles.map { try output.addText(language: $0.language) }
    output.addChapters(film)
    output.addTags(film.tags)
    try output.begin(timescale: Self.movieTimescale(frameRate: film.frameRate))
    var texts = try zip(film.subtitles, textStreams).map {
      try TextWriter(film, track: $0, stream: $1, output: output)
    }
    // Half a second of sound, then half a second of pictures, and so on.
    let interval = max(1, (film.frameRate / Rational(2)).rounded)
    var base = 0
    for segment in video {
      for (index, packet) in segment.packets.enumerated() {
        let place = base + index
        if place % interval == 0 {
          let until = Rational(place + interval) / film.frameRate
          if let soundStream {
            try track?.write(until: (until * Rational(48000)).floor) { bytes, packet in
              try output.write(bytes, stream: soundStream, sound: packet)
            }
          }
          for index in texts.indices {
            try texts[index].write(until: (until * Rational(1000)).floor)
          }
        }
        try segment.withBytes(ofPacket: index) { bytes in
          try output.write(
            bytes, stream: videoStream!, presentation: base + packet.presentation,
            decoding: place - delay, duration: 1, isKey: packet.isKey)
        }
      }
      base += segment.packets.count
      try check(Double(base) / Double(film.frames))
    }
    if let soundStream {
      try track?.write(until: Int.max) { bytes, packet in
        try output.write(bytes, stream: soundStream, sound: packet)
      }
    }
    for index in texts.indices { try texts[index].write(until: Int.max) }
    try output.finish()
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

/// Writes a track of subtitles, a few at a time, in the form that the kind of file has for them.
private struct TextWriter {
  private let samples: [MovieText.Sample]
  private let stream: Int
  private let output: FilmOutput
  private var next = 0

  init(
    _ film: FilmDescription, track: FilmDescription.TextTrack, stream: Int, output: FilmOutput
  ) throws {
    self.stream = stream
    self.output = output
    let length = (Rational(film.frames * 1000) / film.frameRate).floor
    if film.container.isMovie {
      samples = MovieText(track.captions, length: length).samples
      // A movie's index says where each sample is: all may come first.
      try write(until: Int.max)
    } else {
      samples = TaggedText.samples(
        track.captions, length: length, isWebVTT: film.container == .webm)
    }
  }

  /// Writes what begins before a time, in milliseconds.
  mutating func write(until time: Int) throws {
    while next < samples.count, samples[next].start < time {
      let sample = samples[next]
      try output.write(
        sample.bytes, stream: stream, presentation: sample.start, decoding: sample.start,
        duration: sample.duration, isKey: true)
      next += 1
    }
  }
}
