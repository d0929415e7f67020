import CFFmpeg
import FilmVocabulary
import Testing

@testable import MediaEngine

/// A film of segments that were encoded apart, with the pictures of each as it is decoded alone.
struct JoinedFilm {
  let bench: Bench
  let rate: Rational
  /// Frames of each segment.
  let lengths: [Int]
  /// A digest of every picture, segment after segment.
  let digests: [UInt64]
  var path: String { bench.path("film.mp4") }

  /// The first frame of every segment, and of none behind the last.
  var starts: [Int] { lengths.reduce(into: [0]) { $0.append($0.last! + $1) }.dropLast() }

  init(rate: Rational, preset: String, lengths: [Int], seed: UInt64) throws {
    bench = try Bench()
    self.rate = rate
    self.lengths = lengths
    var random = SeededNumbers(seed: seed)
    var digests: [UInt64] = []
    var names: [String] = []
    for (number, length) in lengths.enumerated() {
      let name = "segment\(number)"
      let encoder = try SegmentEncoder(
        settings: .init(
          width: 64, height: 48, frameRate: rate, preset: preset, crf: random.next(18...36)),
        frames: length)
      let scene = random.next(0...1000)
      for frame in 0..<length { try encoder.append(Self.picture(scene: scene, frame: frame)) }
      try encoder.finish(writingTo: bench.path(name))
      digests += try Self.decode(PacketFile(path: bench.path(name)))
      names.append(name)
    }
    self.digests = digests
    let film = FilmDescription(
      width: 64, height: 48, frameRate: rate, segments: lengths, chunks: [], samples: 0)
    try FilmMuxer(film, video: names.map(bench.path), sound: []).write(
      to: bench.path("film.mp4"))
  }

  /// Moves, and is another one in each scene.
  private static func picture(scene: Int, frame: Int) -> Picture {
    let picture = Picture(width: 64, height: 48)
    for plane in picture.planes {
      for y in 0..<plane.height {
        for x in 0..<plane.width {
          let wave = (x * (3 + scene % 5) + y * (2 + scene % 3) + frame * 4 + scene) % 180
          plane.row(y)[x] = UInt8(30 + wave + (x * y * (scene + 7)) % 13)
        }
      }
    }
    return picture
  }

  /// Decodes a segment that stands for itself, by the library alone: no container, no edit list.
  private static func decode(_ file: PacketFile) throws -> [UInt64] {
    let codec = try #require(avcodec_find_decoder_by_name("h264"))
    var context = avcodec_alloc_context3(codec)
    var frame = av_frame_alloc()
    var packet = av_packet_alloc()
    defer {
      avcodec_free_context(&context)
      av_frame_free(&frame)
      av_packet_free(&packet)
    }
    context!.pointee.thread_count = 1
    #expect(avcodec_open2(context, codec, nil) >= 0)
    var digests: [UInt64] = []
    func drain() {
      while avcodec_receive_frame(context, frame) >= 0 {
        digests.append(Self.digest(of: frame!))
        av_frame_unref(frame)
      }
    }
    for index in file.packets.indices {
      var bytes: [UInt8] = index == 0 ? file.header.extradata : []
      file.withBytes(ofPacket: index) { bytes += Array($0) }
      #expect(av_new_packet(packet, Int32(bytes.count)) >= 0)
      packet!.pointee.data.update(from: bytes, count: bytes.count)
      packet!.pointee.pts = Int64(file.packets[index].presentation)
      #expect(avcodec_send_packet(context, packet) >= 0)
      av_packet_unref(packet)
      drain()
    }
    avcodec_send_packet(context, nil)
    drain()
    return digests
  }

  static func digest(of frame: UnsafePointer<AVFrame>) -> UInt64 {
    var digest = Fingerprint()
    let planes = [
      (frame.pointee.data.0, frame.pointee.linesize.0, 1),
      (frame.pointee.data.1, frame.pointee.linesize.1, 2),
      (frame.pointee.data.2, frame.pointee.linesize.2, 2),
    ]
    for (base, stride, divisor) in planes {
      for row in 0..<Int(frame.pointee.height) / divisor {
        digest.add(
          UnsafeRawBufferPointer(
            start: base! + row * Int(stride), count: Int(frame.pointee.width) / divisor))
      }
    }
    return digest.value
  }

  /// What a strict decoder gives of the film: each picture's time in microseconds and digest.
  func decoded() throws -> [(time: Int, digest: UInt64)] {
    var pictures: [(time: Int, digest: UInt64)] = []
    try StrictDecoder(path: path).decode { piece in
      guard case .picture(_, let microseconds, _, let bytes) = piece else { return }
      var digest = Fingerprint()
      digest.add(bytes)
      pictures.append((microseconds, digest.value))
    }
    return pictures
  }
}

/// FNV-1a: two pictures that differ have other values.
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}

/// Numbers that look random, the same for a seed.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[next(0...values.count - 1)] }
}
