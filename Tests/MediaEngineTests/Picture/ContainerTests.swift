import CFFmpeg
import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Every codec in every container that takes it, judged by ffmpeg and ffprobe.
@Suite struct ContainerTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var container: Container
    var video: VideoCodec?
    var sound: SoundCodec?
    var preset = "ultrafast"

    var testDescription: String {
      [video?.rawValue, sound?.rawValue, container.rawValue].compactMap(\.self)
        .joined(separator: " ")
    }
  }

  static let presets: [VideoCodec: String] = [
    .h264: "veryfast", .hevc: "ultrafast", .av1: "12", .vp9: "5",
  ]

  static let cases: [Case] = [
    Case(container: .mp4, video: .hevc, sound: .aac),
    Case(container: .mp4, video: .av1, sound: .opus),
    Case(container: .mp4, video: .vp9, sound: .mp3),
    Case(container: .mov, video: .h264, sound: .aac),
    Case(container: .mkv, video: .h264, sound: .aac),
    Case(container: .mkv, video: .hevc, sound: .flac),
    Case(container: .mkv, video: .av1, sound: .mp3),
    Case(container: .mkv, video: .vp9, sound: nil),
    Case(container: .webm, video: .vp9, sound: .opus),
    Case(container: .webm, video: .av1, sound: nil),
    Case(container: .m4a, sound: .aac),
    Case(container: .mp3, sound: .mp3),
    Case(container: .opus, sound: .opus),
    Case(container: .ogg, sound: .opus),
    Case(container: .flac, sound: .flac),
    Case(container: .wav, sound: .pcm),
  ]

  static let rate = Rational(25)
  /// Long enough for hidden frames and reordering, and as short as a segment can be.
  static let segments = [40, 1, 2, 12]
  static let frames = 55
  static let samples = 55 * 1920

  /// A picture that moves and has edges.
  static func draw(_ frame: Int, shade: Int, into picture: Picture) {
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let edge = (x + frame) % 32 < 16 ? 60 : 0
        picture.luma.row(y)[x] = UInt8(16 + (x + y + 2 * frame + shade + edge) % 200)
      }
    }
  }

  static func segment(_ path: String, _ codec: VideoCodec, frames: Int, shade: Int) throws {
    let encoder = try SegmentEncoder(
      settings: .init(
        width: 64, height: 64, frameRate: rate, codec: codec, preset: presets[codec]!,
        crf: codec == .av1 || codec == .vp9 ? 20 : 15), frames: frames)
    let picture = Picture.filled(.black, width: 64, height: 64)
    for frame in 0..<frames {
      draw(frame, shade: shade, into: picture)
      try encoder.append(picture)
    }
    try encoder.finish(writingTo: path)
  }

  /// A tone that swells.
  static let tone: [Float] = (0..<samples).flatMap { index in
    let value = Float(sin(Double(index) * 440 * 2 * .pi / 48000)) * Float(index) / Float(samples)
    return [value * 0.5, value * 0.25]
  }

  static func track(_ path: String, _ codec: SoundCodec) throws -> Int {
    if codec == .aac {
      let packets = (samples + 1023) / 1024 + 1
      let encoder = try AACChunkEncoder(
        bitRate: 128_000, packets: packets, warmUp: 0, lookAhead: 0)
      let padded = tone + [Float](repeating: 0, count: encoder.frames * 2048 - tone.count)
      try encoder.append(padded)
      _ = try encoder.finish(writingTo: path)
      return packets
    }
    let encoder = try SoundTrackEncoder(
      codec: codec, bitRate: 128_000, samples: samples, writingTo: path)
    for start in stride(from: 0, to: tone.count, by: 10_000) {
      try encoder.append(Array(tone[start..<min(start + 10_000, tone.count)]))
    }
    try encoder.finish()
    return 0
  }

  @Test(arguments: cases)
  func filmsAreExact(_ test: Case) throws {
    let bench = try Bench()
    var video: [String] = []
    if let codec = test.video {
      for (number, count) in Self.segments.enumerated() {
        video.append(bench.path("v\(number)"))
        try Self.segment(video[number], codec, frames: count, shade: 40 * number)
      }
    }
    var film = FilmDescription(
      width: 64, height: 64, frameRate: Self.rate, segments: video.isEmpty ? [] : Self.segments,
      chunks: [], samples: test.sound == nil ? 0 : Self.samples)
    film.container = test.container
    film.videoCodec = test.video
    film.soundCodec = test.sound
    film.frames = Self.frames
    film.tags = [.init(key: "artist", value: "Nobody"), .init(key: "title", value: "Überall")]
    film.chapters = [
      .init(title: "One", start: 0, end: 40), .init(title: "Two", start: 40, end: 55),
    ]
    film.language = "de"
    if test.container.hasPictures {
      film.subtitles = [
        .init(
          language: "de",
          captions: [
            Caption(start: 500, end: 900, text: "Hello\nthere"),
            Caption(
              start: 1500, end: 2000,
              runs: [Caption.Run("A "), Caption.Run("B", markup: TextMarkup(isItalic: true))]),
            Caption(start: 1000, end: 1400, text: "Use the <b> tag & <laugh> <3"),
          ])
      ]
    }
    var sound: [String] = []
    if let codec = test.sound {
      let packets = try Self.track(bench.path("s"), codec)
      sound = [bench.path("s")]
      film.chunks = codec == .aac ? [packets] : []
    }
    let name = "film.\(test.container.rawValue)"
    let muxer = try FilmMuxer(film, video: video, sound: sound)
    try muxer.write(to: bench.path(name))
    try muxer.write(to: bench.path("again"))
    #expect(try bench.bytes(of: "again") == bench.bytes(of: name))
    let complaints = try bench.run(
      "ffmpeg",
      ["-v", "warning", "-xerror", "-err_detect", "explode", "-i", name, "-f", "null", "-"])
    // Of plain samples it says that two channels may well be stereo.
    #expect(complaints == "" || test.container == .wav, "\(complaints)")
    let streams = try bench.run("ffprobe", ["-v", "error", "-show_streams", "-show_format", name])
    #expect(streams.contains("TAG:artist=Nobody") || streams.contains("TAG:ARTIST=Nobody"))
    #expect(streams.contains("Überall"))
    #expect(
      !streams.contains("creation_time") && !streams.contains("Lavf5") && !streams.contains("Lavc"))
    if let codec = test.video { try checkPictures(bench, name, codec, test.container, streams) }
    if let codec = test.sound { try checkSound(bench, name, codec, test.container, streams) }
    if ![.flac, .wav].contains(test.container) {
      let chapters = try bench.run(
        "ffprobe", ["-v", "error", "-show_entries", "chapter_tags=title", "-of", "csv=p=0", name])
      #expect(chapters.split(separator: "\n").map(String.init) == ["One", "Two"])
    }
    if test.container.hasPictures {
      let text = try bench.run(
        "ffmpeg", ["-v", "error", "-copyts", "-i", name, "-map", "0:s:0", "-f", "srt", "-"]
      ).replacingOccurrences(of: "\r", with: "")
      #expect(
        text.contains(
          "00:00:00,500 --> 00:00:00,900\nHello\nthere"), "\(text)")
      #expect(text.contains("00:00:01,500 --> 00:00:02,000\nA <i>B</i>"), "\(text)")
      let joiner = test.container == .mkv ? "\u{2060}" : ""
      #expect(text.contains("Use the <\(joiner)b> tag & <\(joiner)laugh> <3"), "\(text)")
    }
  }

  private func checkPictures(
    _ bench: Bench, _ name: String, _ codec: VideoCodec, _ container: Container, _ streams: String
  ) throws {
    #expect(streams.contains("codec_name=\(codec.rawValue)"))
    if codec == .hevc, container == .mp4 { #expect(streams.contains("codec_tag_string=hvc1")) }
    #expect(streams.contains("r_frame_rate=25/1"))
    #expect(streams.contains("color_space=bt709") && streams.contains("color_range=tv"))
    let times = try bench.run(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0",
        name,
      ]
    ).split(separator: "\n").compactMap { Double($0.filter { $0 != "," }) }
    #expect(times.count == Self.frames)
    for (frame, time) in times.enumerated() {
      #expect(abs(time - Double(frame) / 25) < 0.0006, "frame \(frame) at \(time)")
    }
    // Each decoded picture is the one that was drawn.
    try bench.ffmpeg(
      "-i", bench.path(name), "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "yuv420p",
      "-fps_mode", "passthrough", bench.path("raw"))
    let raw = try bench.bytes(of: "raw")
    let size = 64 * 64 * 3 / 2
    #expect(raw.count == size * Self.frames)
    guard raw.count == size * Self.frames else { return }
    let picture = Picture.filled(.black, width: 64, height: 64)
    var place = 0
    for (number, count) in Self.segments.enumerated() {
      for frame in 0..<count {
        Self.draw(frame, shade: 40 * number, into: picture)
        var error = 0
        for (index, pixel) in picture.luma.pixels.enumerated() {
          error += abs(Int(pixel) - Int(raw[place * size + index]))
        }
        #expect(error < 64 * 64 * 8, "frame \(place): \(Double(error) / 4096)")
        place += 1
      }
    }
  }

  private func checkSound(
    _ bench: Bench, _ name: String, _ codec: SoundCodec, _ container: Container, _ streams: String
  ) throws {
    #expect(streams.contains("codec_name=\(codec == .pcm ? "pcm_s16le" : codec.rawValue)"))
    try bench.ffmpeg(
      "-i", bench.path(name), "-map", "0:a", "-f", "s16le", "-ac", "2", bench.path("pcm"))
    let bytes = try bench.bytes(of: "pcm")
    // ffmpeg ignores the end of an edit list: of a movie, it plays the last packet whole.
    let count = bytes.count / 4
    // Matroska keeps what the encoder puts before the sound, before time 0.
    let isPadded = container == .mkv && (codec == .aac || codec == .mp3)
    let padding = isPadded ? (codec == .aac ? 1024 : 1105) : 0
    if isPadded {
      #expect(streams.contains("start_time=-0.02\(codec == .aac ? 1 : 3)000"))
    }
    if container.isMovie {
      #expect(count >= Self.samples && count < Self.samples + 1152)
      let length = try bench.run(
        "ffprobe",
        [
          "-v", "error", "-select_streams", "a", "-show_entries", "stream=duration_ts", "-of",
          "csv=p=0", name,
        ])
      #expect(length.filter(\.isNumber) == "\(Self.samples)")
    } else if !isPadded {
      #expect(count == Self.samples)
    }
    // The sound lies where it lay before, to the sample: shifted by one, it fits less well.
    func heard(_ index: Int) -> Float {
      let place = 4 * (index + padding)
      return Float(Int16(bitPattern: UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8)) / 32767
    }
    func error(_ shift: Int) -> Float {
      (20_000..<100_000).reduce(0) {
        let difference = heard($1 + shift) - Self.tone[2 * $1]
        return $0 + difference * difference
      }
    }
    guard count >= Self.samples else { return }
    #expect(error(0) < error(-1) && error(0) < error(1))
    #expect(error(0) / 80_000 < (codec.isLossless ? 1e-9 : 2e-4))
  }
}
