import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct MediaFileTests {
  private func code(_ work: () throws -> Void) -> MediaError.Code? {
    do {
      try work()
      return nil
    } catch { return (error as? MediaError)?.code }
  }

  @Test func packetFilesReadAsWritten() throws {
    let bench = try Bench()
    var writer = PacketFileWriter()
    writer.append([1, 2, 3], presentation: 0, duration: 1, isKey: true)
    writer.append([], presentation: 2, duration: 1, isKey: false)
    writer.append([9], presentation: 1, duration: 1, isKey: false)
    let header = PacketFile.Header(
      codec: "h264", extradata: [7, 7], timeBase: Rational(1001, 30000), width: 64, height: 48)
    try writer.write(to: bench.path("a"), header: header)
    let file = try PacketFile(path: bench.path("a"))
    #expect(file.header == header)
    #expect(file.packets == writer.packets)
    #expect(file.withBytes(ofPacket: 0) { Array($0) } == [1, 2, 3])
    #expect(file.withBytes(ofPacket: 2) { Array($0) } == [9])
  }

  /// Half a day at 48 kHz has more samples than 32 bits can count.
  @Test func timesOfLongProgrammesAreKept() throws {
    let bench = try Bench()
    let header = PacketFile.Header(
      codec: "opus", extradata: [], timeBase: Rational(1, 48000), sampleRate: 48000, channels: 2)
    let late = 100 * 3600 * 48000
    var writer = PacketFileWriter()
    writer.append([1], presentation: -312, duration: 960, isKey: true)
    writer.append([2], presentation: late, duration: 960, isKey: true)
    try writer.write(to: bench.path("a"), header: header)
    #expect(try PacketFile(path: bench.path("a")).packets.map(\.presentation) == [-312, late])
  }

  /// What is written as it comes is the same file as what is kept until the end.
  @Test func packetsAreStreamed() throws {
    let bench = try Bench()
    let header = PacketFile.Header(
      codec: "pcm", extradata: [3], timeBase: Rational(1, 48000), sampleRate: 48000, channels: 2)
    var kept = PacketFileWriter()
    var streamed = try PacketFileWriter(streamingTo: bench.path("b"))
    for number in 0..<5 {
      let bytes = [UInt8](repeating: UInt8(number), count: 400_000)
      kept.append(bytes, presentation: number, duration: 1, isKey: true)
      streamed.append(bytes, presentation: number, duration: 1, isKey: true)
      try streamed.flush()
      // No more than some of them wait.
      #expect(try bench.bytes(of: "b").count >= 400_000 * (number + 1) - 1 << 20)
    }
    try kept.write(to: bench.path("a"), header: header)
    try streamed.finish(header: header)
    #expect(try bench.bytes(of: "a") == bench.bytes(of: "b"))
    let file = try PacketFile(path: bench.path("b"))
    #expect(file.header == header && file.withBytes(ofPacket: 4) { $0.first } == 4)
  }

  @Test func cutFilesOfOurOwnAreRefused() throws {
    let bench = try Bench()
    var writer = PacketFileWriter()
    writer.append([1, 2, 3], presentation: 0, duration: 1, isKey: true)
    try writer.write(
      to: bench.path("p"), header: .init(codec: "aac", extradata: [], timeBase: Rational(1, 48000)))
    try Picture.filled(.white, width: 7, height: 5).write(to: bench.path("q"))
    try FrameIndex(
      timeBase: Rational(1, 25), frames: [.init(time: 0, seekTime: 0, isKey: true)], end: 1,
      isCounted: false
    ).write(to: bench.path("i"))
    for (name, open) in [
      ("p", { _ = try PacketFile(path: $0) }), ("q", { _ = try Picture(contentsOf: $0) }),
      ("i", { _ = try FrameIndex(contentsOf: $0) }),
    ] as [(String, (String) throws -> Void)] {
      let whole = try bench.bytes(of: name)
      #expect(code { try open(bench.path(name)) } == nil)
      for count in 0..<whole.count {
        let cut = try bench.write(Array(whole.prefix(count)), as: "cut")
        #expect(code { try open(cut) } == .damaged, "\(name) cut to \(count)")
      }
      #expect(code { try open(try bench.write(whole + [0], as: "long")) } == .damaged)
    }
  }

  @Test func picturesReadAsWritten() throws {
    let bench = try Bench()
    let picture = Picture(width: 33, height: 21, hasAlpha: true)
    for plane in picture.planes {
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = UInt8((x * 7 + y) & 255) }
      }
    }
    try picture.write(to: bench.path("a"))
    let copy = try Picture(contentsOf: bench.path("a"))
    #expect(copy.planes.map(\.pixels) == picture.planes.map(\.pixels))
  }

  @Test func whatIsNoMediaIsNamed() throws {
    let bench = try Bench()
    #expect(code { _ = try MediaProbe.probe(bench.path("absent")) } == .unreadable)
    #expect(code { _ = try MediaProbe.probe(bench.folder) } == .unreadable)
    #expect(code { _ = try MediaProbe.probe(try bench.write([], as: "empty.mp4")) } == .notMedia)
    let text = try bench.write(Array("This is no film.\n".utf8), as: "text.mp4")
    #expect(code { _ = try MediaProbe.probe(text) } == .notMedia)
    mkfifo(bench.path("pipe"), 0o600)
    #expect(code { _ = try MediaProbe.probe(bench.path("pipe")) } == .unreadable)
  }

  @Test func playlistsOpenNoOtherFile() throws {
    let bench = try Bench()
    let secret = try bench.countingClip("secret.ts", frames: 5, ["-c:v", "mpeg2video"])
    for text in [
      "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n\(secret)\n#EXT-X-ENDLIST\n",
      "ffconcat version 1.0\nfile '\(secret)'\n", "[playlist]\nFile1=\(secret)\n",
    ] {
      let file = try bench.write(Array(text.utf8), as: "list.mp4")
      #expect(code { _ = try MediaProbe.probe(file) } == .notMedia)
    }
  }

  @Test func filesThatAreCutShortAreReported() throws {
    let bench = try Bench()
    _ = try bench.countingClip("a.mp4", ["-c:v", "libx264", "-movflags", "+faststart"])
    _ = try bench.countingClip("b.mp4", ["-c:v", "libx264"])
    for name in ["a.mp4", "b.mp4"] {
      let whole = try bench.bytes(of: name)
      let cut = try bench.write(Array(whole.prefix(whole.count * 4 / 5)), as: "cut-" + name)
      #expect(throws: MediaError.self) { _ = try MediaProbe.probe(cut) }
    }
  }

  @Test func logLinesHaveNoAddresses() {
    #expect(
      MediaLog.tidied("[mov,mp4 @ 0x55d0] moov atom not found\n") == "mov,mp4: moov atom not found")
    #expect(
      MediaLog.tidied("[x @ 0x1] Format not on whitelist 'a,b'\n") == "x: Format not on whitelist")
    #expect(MediaLog.tidied("[x @ 0x1] Codec (y) not on whitelist 'a,b'\n") == "")
  }

  @Test func versionsAreKnown() {
    let versions = MediaLibraries.versions()
    #expect(versions["libx264"]?.first?.isNumber == true)
    #expect(versions["libavcodec"]?.split(separator: ".").count == 3)
  }
}
