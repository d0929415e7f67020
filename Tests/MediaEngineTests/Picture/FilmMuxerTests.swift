import CFFmpeg
import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct FilmMuxerTests {
  private static let rate = Rational(30000, 1001)

  private func segment(
    _ bench: Bench, _ name: String, frames: Int, crf: Int = 23, preset: String = "veryfast",
    shade: Int = 0
  ) throws {
    let encoder = try SegmentEncoder(
      settings: .init(width: 64, height: 48, frameRate: Self.rate, preset: preset, crf: crf),
      frames: frames)
    let picture = Picture.filled(.black)
    for frame in 0..<frames {
      for y in 0..<48 {
        for x in 0..<64 {
          picture.luma.row(y)[x] = UInt8((x * 3 + y * 2 + frame * 5 + shade) % 200 + 16)
        }
      }
      try encoder.append(picture)
    }
    try encoder.finish(writingTo: bench.path(name))
  }

  /// A chunk of AAC with `count` packets of a tone.
  private func chunk(_ bench: Bench, _ name: String, count: Int) throws {
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "sine=r=48000:d=20", "-ac", "2", "-c:a", "aac", "-bitexact",
      bench.path("tone.m4a"))
    let input = try MediaInput(path: bench.path("tone.m4a"))
    let parameters = input.stream(0).pointee.codecpar.pointee
    var writer = PacketFileWriter()
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    for index in 0..<count {
      #expect(try input.read(into: packet!))
      writer.append(
        UnsafeBufferPointer(start: packet!.pointee.data, count: Int(packet!.pointee.size)),
        presentation: index * 1024, duration: 1024, isKey: true)
      av_packet_unref(packet)
    }
    try writer.write(
      to: bench.path(name),
      header: .init(
        codec: "aac",
        extradata: Array(
          UnsafeBufferPointer(start: parameters.extradata, count: Int(parameters.extradata_size))),
        timeBase: Rational(1, 48000), sampleRate: 48000, channels: 2))
  }

  private func description(_ segments: [Int], chunks: [Int] = [], samples: Int = 0)
    -> FilmDescription
  {
    FilmDescription(
      width: 64, height: 48, frameRate: Self.rate, segments: segments, chunks: chunks,
      samples: samples)
  }

  @Test func filmsWithSoundChaptersAndSubtitlesAreExact() throws {
    let bench = try Bench()
    try segment(bench, "a", frames: 300)
    try segment(bench, "b", frames: 1, crf: 30)
    try segment(bench, "c", frames: 2, shade: 50)
    try segment(bench, "d", frames: 47, shade: 90)
    let samples = 350 * 1001 * 48 / 30
    let packets = (samples + 1023) / 1024 + 1
    try chunk(bench, "s", count: 200)
    try chunk(bench, "t", count: packets - 200)
    var film = description([300, 1, 2, 47], chunks: [200, packets - 200], samples: samples)
    film.chapters = [
      .init(title: "One", start: 0, end: 301), .init(title: "Two", start: 301, end: 350),
    ]
    film.tags = [.init(key: "artist", value: "Nobody"), .init(key: "title", value: "Überall")]
    film.language = "en-GB"
    film.subtitles = [
      .init(
        language: "en-GB",
        captions: [
          .init(
            start: 500, end: 2000,
            runs: [
              .init("Hello\n"),
              .init("thère", markup: TextMarkup(isItalic: true, color: Color("#FF0000"))),
            ]),
          .init(start: 1500, end: 2500, text: "again"),
        ]),
      .init(language: "de", captions: [.init(start: 600, end: 900, text: "Hallo")]),
    ]
    let video = ["a", "b", "c", "d"].map(bench.path)
    let sound = ["s", "t"].map(bench.path)
    try FilmMuxer(film, video: video, sound: sound).write(to: bench.path("film.mp4"))
    let complaints = try bench.run(
      "ffmpeg",
      ["-v", "warning", "-xerror", "-err_detect", "explode", "-i", "film.mp4", "-f", "null", "-"])
    #expect(complaints == "")
    func show(_ arguments: String...) throws -> [String] {
      try bench.run("ffprobe", ["-v", "error"] + arguments + ["-of", "csv=p=0", "film.mp4"])
        .split(separator: "\n").map { $0.trimmingCharacters(in: [",", " "]) }
    }
    let times = try show("-select_streams", "v:0", "-show_entries", "frame=pts")
    #expect(times == (0..<350).map { String($0 * 1001) })
    // The track lasts as long as the pictures, to the sample; ffmpeg decodes its last packet
    // whole.
    let heard = try bench.run(
      "ffmpeg", ["-v", "error", "-i", "film.mp4", "-map", "0:a", "-f", "s16le", "-ac", "1", "pcm"])
    #expect(heard == "")
    let count = try bench.bytes(of: "pcm").count / 2
    #expect(count == (packets - 1) * 1024)
    #expect(
      try show("-show_entries", "stream=duration_ts", "-select_streams", "a") == ["\(samples)"])
    #expect(
      try show("-show_entries", "stream=duration_ts", "-select_streams", "v:0") == ["350350"])
    #expect(try show("-show_entries", "stream=start_time", "-select_streams", "a") == ["0.000000"])
    #expect(
      try show("-show_chapters", "-show_entries", "chapter=start_time,end_time:chapter_tags=title")
        .count == 2)
    let tags = try bench.run("ffprobe", ["-v", "error", "-show_format", "film.mp4"])
    #expect(tags.contains("TAG:title=Überall") && tags.contains("TAG:artist=Nobody"))
    #expect(!tags.contains("creation_time") && !tags.contains("encoder"))
    let text = try bench.run(
      "ffmpeg", ["-v", "error", "-i", "film.mp4", "-map", "0:s:0", "-f", "srt", "-"])
    #expect(
      text.contains("00:00:00,500 --> 00:00:01,500")
        && text.replacingOccurrences(of: "\r", with: "").contains("Hello\n<i>")
        && text.contains("#ff0000") && text.contains("again"))
    #expect(
      try show("-select_streams", "s", "-show_entries", "stream_tags=language") == ["eng", "deu"])
    let german = try bench.run(
      "ffmpeg", ["-v", "error", "-i", "film.mp4", "-map", "0:s:1", "-f", "srt", "-"])
    #expect(german.contains("00:00:00,600 --> 00:00:00,900") && german.contains("Hallo"))
    #expect(
      try show("-select_streams", "a", "-show_entries", "stream_tags=language").first?.contains(
        "eng") == true)
    // The index comes first, and all bytes are the same again.
    let bytes = try bench.bytes(of: "film.mp4")
    let moov = try #require(Data(bytes).range(of: Data("moov".utf8)))
    let mdat = try #require(Data(bytes).range(of: Data("mdat".utf8)))
    #expect(moov.lowerBound < mdat.lowerBound)
    try FilmMuxer(film, video: video, sound: sound).write(to: bench.path("again.mp4"))
    #expect(try bench.bytes(of: "again.mp4") == bytes)
  }

  @Test(arguments: [
    ("ultrafast", Rational(30)), ("medium", Rational(24000, 1001)), ("slow", Rational(25)),
    ("veryfast", Rational(60)),
  ])
  func everyPresetAndRateIsExact(preset: String, rate: Rational) throws {
    let bench = try Bench()
    let frames = [30, 1, 2, 3]
    for (number, count) in frames.enumerated() {
      let encoder = try SegmentEncoder(
        settings: .init(width: 64, height: 48, frameRate: rate, preset: preset, crf: 23),
        frames: count)
      for frame in 0..<count {
        let shade = UInt8(40 * number + 3 * frame)
        try encoder.append(.filled(Color(red: shade, green: 255 - shade, blue: shade)))
      }
      try encoder.finish(writingTo: bench.path("\(number)"))
    }
    var film = description(frames)
    film.frameRate = rate
    try FilmMuxer(film, video: (0..<4).map { bench.path("\($0)") }, sound: [])
      .write(to: bench.path("film.mp4"))
    let complaints = try bench.run(
      "ffmpeg",
      ["-v", "warning", "-xerror", "-err_detect", "explode", "-i", "film.mp4", "-f", "null", "-"])
    #expect(complaints == "")
    let index = try #require(try MediaProbe.probe(bench.path("film.mp4")).index)
    let times = index.frames.map { Rational(Int($0.time)) * index.timeBase }
    #expect(times == (0..<36).map { Rational($0) / rate })
    #expect(index.duration == Rational(36) / rate)
  }

  @Test func piecesThatDoNotFitAreRefused() throws {
    let bench = try Bench()
    try segment(bench, "a", frames: 20)
    try segment(bench, "b", frames: 20, preset: "ultrafast")
    try segment(bench, "c", frames: 20, crf: 40)
    func code(_ film: FilmDescription, _ video: [String], _ sound: [String] = []) -> MediaError
      .Code?
    {
      do {
        _ = try FilmMuxer(film, video: video.map(bench.path), sound: sound.map(bench.path))
        return nil
      } catch { return (error as? MediaError)?.code }
    }
    #expect(code(description([20, 20]), ["a", "c"]) == nil)
    #expect(code(description([20, 20]), ["a", "b"]) == .mismatch)
    #expect(code(description([20, 19]), ["a", "c"]) == .mismatch)
    #expect(code(description([20]), ["a", "c"]) == .mismatch)
    var wrong = description([20])
    wrong.frameRate = Rational(30)
    #expect(code(wrong, ["a"]) == .mismatch)
    try chunk(bench, "s", count: 10)
    #expect(code(description([20], chunks: [10], samples: 9 * 1024), ["a"], ["s"]) == nil)
    #expect(code(description([20], chunks: [10], samples: 9 * 1024 + 1), ["a"], ["s"]) == .mismatch)
    #expect(code(description([20], chunks: [10], samples: 9 * 1024), ["a"], ["a"]) == .mismatch)
  }

  @Test func segmentsCarryNoSupplements() throws {
    let bench = try Bench()
    try segment(bench, "a", frames: 60)
    let file = try PacketFile(path: bench.path("a"))
    #expect(file.packets[0].isKey && file.packets.dropFirst().last?.isKey == false)
    for index in file.packets.indices {
      file.withBytes(ofPacket: index) { bytes in
        let kept = AnnexB.withoutSupplements(bytes.bindMemory(to: UInt8.self))
        #expect(kept.count == bytes.count)
      }
    }
    // A start code of either length, and a unit that goes.
    let mixed: [UInt8] = [0, 0, 0, 1, 6, 9, 9, 0, 0, 1, 0x65, 1, 0, 0, 3, 1, 0, 0, 0, 1, 6, 5]
    #expect(
      mixed.withUnsafeBufferPointer(AnnexB.withoutSupplements) == [0, 0, 1, 0x65, 1, 0, 0, 3, 1])
  }

  @Test func levelsFollowSizeAndRate() {
    func level(_ width: Int, _ height: Int, _ rate: Int) -> Int32 {
      H264Level.lowest(width: width, height: height, frameRate: Rational(rate), references: 4)
    }
    #expect(level(1280, 720, 30) == 31)
    #expect(level(1920, 1080, 30) == 40)
    #expect(level(1920, 1080, 60) == 42)
    #expect(level(3840, 2160, 30) == 51)
  }

  @Test func timescalesHoldFramesAndSamples() {
    for rate in [Rational(30), Rational(25), Rational(24000, 1001), Rational(60)] {
      let scale = FilmMuxer.movieTimescale(frameRate: rate)
      #expect(scale % 48000 == 0 && scale % rate.numerator == 0)
    }
  }
}
