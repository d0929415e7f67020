import CFFmpeg
import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Files that are damaged, or made to do harm.
@Suite struct HostileFileTests {
  /// The fuzzer is built beside the tests.
  private static let fuzzer = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("media-fuzzer").path

  /// Small files of all kinds, with pictures and sound where the kind has both.
  static func seeds(_ bench: Bench) throws -> [String] {
    let both = [
      "-f", "lavfi", "-t", "0.4", "-i", "testsrc2=s=64x48:r=25", "-f", "lavfi", "-t", "0.4", "-i",
      "sine=440:r=16000",
    ]
    let video = Array(both[..<6])
    let sound = Array(both[6..<12])
    let kinds: [(String, [String])] = [
      ("a.mp4", both + ["-c:v", "libx264", "-bf", "2", "-c:a", "aac"]),
      ("fragments.mp4", both + ["-c:v", "libx264", "-movflags", "frag_keyframe+empty_moov"]),
      ("a.mov", both + ["-c:v", "mjpeg", "-c:a", "pcm_s16le"]),
      ("a.mkv", both + ["-c:v", "ffv1", "-c:a", "flac"]),
      // libvpx's threads can wait for each other for ever on pictures of so few rows.
      ("a.webm", both + ["-c:v", "libvpx", "-threads", "1", "-c:a", "libvorbis"]),
      ("a.avi", both + ["-c:v", "mpeg4", "-c:a", "mp3"]),
      ("a.ts", both + ["-c:v", "mpeg2video", "-c:a", "mp2"]),
      ("hevc.mp4", video + ["-c:v", "libx265", "-x265-params", "log-level=none"]),
      ("a.mp3", sound), ("a.ogg", sound + ["-c:a", "libvorbis"]), ("a.wav", sound),
      ("a.flac", sound), ("a.m4a", sound), ("a.gif", video), ("a.png", video + ["-frames:v", "1"]),
      ("a.jpg", video + ["-frames:v", "1"]), ("a.webp", video + ["-frames:v", "1"]),
    ]
    return try kinds.map { name, arguments in
      try bench.run("ffmpeg", ["-v", "error", "-y"] + arguments + [bench.path(name)])
      return bench.path(name)
    }
  }

  @Test func noDamageEndsTheProcess() throws {
    let bench = try Bench()
    let files = try Self.seeds(bench)
    let output = try bench.run(Self.fuzzer, ["1", "400"] + files)
    let last = output.split(separator: "\n").suffix(2).joined(separator: " / ")
    #expect(last.contains("400 files, "), "\(last)")
  }

  @Test func cutAnywhere() throws {
    let bench = try Bench()
    for path in try Self.seeds(bench) {
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      for part in 0..<20 {
        let cut = try bench.write([UInt8](whole.prefix(whole.count * part / 20)), as: "cut")
        do {
          let info = try MediaProbe.probe(cut)
          if let index = info.index {
            let reader = try VideoReader(path: cut, index: index)
            let canvas = Picture(width: 64, height: 48)
            try reader.draw(
              frame: index.frames.count - 1,
              with: PictureFitter(width: 64, height: 48, fit: .cover, kernel: .bilinear),
              into: canvas)
          }
          // What is left of it is good.
          #expect(part > 0)
        } catch let error as MediaError {
          #expect(error.message.contains(cut), "\(error)")
        }
      }
    }
  }

  @Test func disguisesOpenNothing() throws {
    let bench = try Bench()
    let secret = try bench.countingClip("secret.mp4", frames: 5, ["-c:v", "libx264"])
    _ = try bench.countingClip("image-%03d.png", frames: 3, [])
    let texts = [
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://\(secret)\n#EXT-X-ENDLIST\n",
      "ffconcat version 1.0\nfile '\(secret)'\n", "file '\(secret)'\n",
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
      "<?xml version=\"1.0\"?><MPD><Period><BaseURL>\(secret)</BaseURL></Period></MPD>",
      "[playlist]\nFile1=\(secret)\n", "subfile,,start,0,end,99999,,:\(secret)",
      "<?xml version=\"1.0\"?><SmoothStreamingMedia/>", "; comment\n#!AMR", "image-%03d.png",
      "crypto:\(secret)", "data:video/mp4;base64,AAAA", "GLOB:*.png",
    ]
    for text in texts {
      for name in ["a.mp4", "a.m3u8", "a.sdp", "a.jpg", "a-%03d.png", "a.ffconcat"] {
        let file = try bench.write(Array(text.utf8), as: name)
        #expect(throws: MediaError.self, "\(text) as \(name)") { _ = try MediaProbe.probe(file) }
        #expect(throws: MediaError.self) {
          _ = try SoundDecoder(path: file, start: .zero, end: nil, filterLength: 16).decode { _ in }
        }
      }
    }
    // Names that libavformat would take for protocols are names of files here.
    for name in ["subfile:x", "concat:a|b", "data:a", "image-%03d.png"] {
      #expect(throws: MediaError.self) { _ = try MediaProbe.probe(name) }
    }
  }

  /// An MP4 whose tables are replaced in place.
  private func patched(
    _ bench: Bench, _ box: String, at offset: Int, _ bytes: [UInt8]
  ) throws -> String {
    let path = try bench.countingClip("a.mp4", frames: 5, ["-c:v", "libx264", "-bf", "0"])
    var data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let name = Array(box.utf8)
    let place = try #require(
      (0..<(data.count - 4)).last { Array(data[$0..<($0 + 4)]) == name }, "no \(box)")
    data.replaceSubrange((place + offset)..<(place + offset + bytes.count), with: bytes)
    return try bench.write(data, as: "patched.mp4")
  }

  @Test(arguments: [
    // Box, bytes from its name, what is written there.
    ("stsz", 12, [0x7F, 0xFF, 0xFF, 0xFF]), ("stts", 8, [0x7F, 0xFF, 0xFF, 0xFF]),
    ("stts", 16, [0x7F, 0xFF, 0xFF, 0xFF]), ("stsc", 8, [0xFF, 0xFF, 0xFF, 0xFF]),
    ("stco", 8, [0x0F, 0xFF, 0xFF, 0xFF]), ("stco", 12, [0xFF, 0xFF, 0xFF, 0xFF]),
    ("mdhd", 16, [0, 0, 0, 0]), ("mdhd", 16, [0xFF, 0xFF, 0xFF, 0xFF]),
    ("mvhd", 16, [0, 0, 0, 0]), ("avc1", 28, [0xFF, 0xFF, 0xFF, 0xFF]),
    ("avc1", 28, [0, 0, 0, 0]), ("tkhd", 40, [0x80, 0, 0, 0, 0x80, 0, 0, 0]),
    ("elst", 8, [0x7F, 0xFF, 0xFF, 0xFF]), ("elst", 12, [0x7F, 0xFF, 0xFF, 0xFF]),
    ("avcC", 8, [0xFF, 0xFF, 0xFF, 0xFF]),
  ])
  func absurdHeaders(box: String, offset: Int, bytes: [UInt8]) throws {
    let bench = try Bench()
    let path = try patched(bench, box, at: offset, bytes)
    let clock = ContinuousClock()
    let time = try clock.measure {
      do {
        let info = try MediaProbe.probe(path)
        let index = try #require(info.index)
        #expect(index.frames.count <= 5)
        #expect(index.duration < Rational(100 * 3600))
        let reader = try VideoReader(path: path, index: index)
        try reader.draw(
          frame: reader.index.frameNumber(at: Rational(1, 10), tick: Rational(1, 25), end: nil),
          with: PictureFitter(width: 64, height: 48, fit: .cover, kernel: .bilinear),
          into: Picture(width: 64, height: 48))
      } catch let error as MediaError {
        #expect(error.message.contains(path), "\(error)")
      }
    }
    #expect(time < .seconds(20))
  }

  /// A picture of a few hundred bytes that claims to be the largest there is.
  @Test func bombsAreRefused() throws {
    let bench = try Bench()
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "color=red:s=64x48", "-frames:v", "1", bench.path("a.png"))
    var png = try bench.bytes(of: "a.png")
    // Width and height are not covered by anything but a checksum that decoders may ignore.
    png.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
    let path = try bench.write(png, as: "bomb.png")
    #expect(throws: MediaError.self) { _ = try MediaProbe.probe(path) }
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "color=red:s=64x48", "-frames:v", "2", bench.path("a.gif"))
    var gif = try bench.bytes(of: "a.gif")
    gif.replaceSubrange(6..<10, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let large = try bench.write(gif, as: "bomb.gif")
    #expect(throws: MediaError.self) { _ = try MediaProbe.probe(large) }
  }

  @Test func manyStreamsAreRefused() throws {
    let bench = try Bench()
    // A track of which there are copies beyond number: the box is repeated within `moov`.
    let path = try bench.countingClip(
      "a.mp4", frames: 5, ["-c:v", "libx264", "-movflags", "+faststart"])
    let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    func place(_ name: String) throws -> Int {
      try #require(
        (0..<(data.count - 4)).first { Array(data[$0..<($0 + 4)]) == Array(name.utf8) })
    }
    func size(_ place: Int) -> Int { data[(place - 4)..<place].reduce(0) { $0 << 8 | Int($1) } }
    let (movie, track) = (try place("moov"), try place("trak"))
    let copy = Array(data[(track - 4)..<(track - 4 + size(track))])
    var result = Array(data[..<(movie - 4)])
    let length = size(movie) + 4000 * copy.count
    result += (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
    result += data[movie..<(track - 4)]
    for _ in 0...4000 { result += copy }
    result += data[(track - 4 + copy.count)...]
    let many = try bench.write(result, as: "many.mp4")
    #expect(throws: MediaError.self) { _ = try MediaProbe.probe(many) }
  }

  @Test func readingEndsSomewhere() throws {
    let bench = try Bench()
    let path = try bench.countingClip("a.mp4", frames: 5, ["-c:v", "libx264"])
    let source = try FileSource(path: path)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = 0
    // A demuxer that goes back to the start for ever.
    while read(source, &buffer) > 0 { count += 1 }
    #expect(source.isExhausted)
    #expect(count > 1000)
    source.refill()
    #expect(read(source, &buffer) > 0)
  }

  /// Reads what stands at the start, as a demuxer does.
  private func read(_ source: FileSource, _ buffer: inout [UInt8]) -> Int32 {
    let context = source.context!.pointee
    _ = context.seek(context.opaque, 0, SEEK_SET)
    return context.read_packet(context.opaque, &buffer, Int32(buffer.count))
  }
}
