import Testing

@testable import WorkerProtocol

@Suite struct FrameTests {
  @Test func framesComeTogetherFromPiecesOfAnySize() throws {
    let payloads: [[UInt8]] = [[], [1], Array(repeating: 7, count: 300), Array("{}".utf8)]
    let stream = try payloads.flatMap { try Frame.encode($0) }
    for size in [1, 2, 3, 5, 64, 1000] {
      var reader = FrameReader()
      var found: [[UInt8]] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        reader.append(stream[start..<min(start + size, stream.count)])
        while let frame = try reader.next() { found.append(frame) }
      }
      #expect(found == payloads)
    }
  }

  @Test func theLengthIsBigEndian() throws {
    #expect(try Frame.encode([9, 9]) == [0, 0, 0, 2, 9, 9])
  }

  @Test func anAbsurdLengthIsRefused() {
    var reader = FrameReader()
    reader.append(Array("HTTP/1.1 400 Bad Request".utf8))
    let error = #expect(throws: ProtocolError.self) { try reader.next() }
    #expect(error?.code == .oversizedFrame)
  }

  @Test func rubbishNeverTraps() {
    var seed = SplitMix(state: 42)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &seed)).map { _ in
        UInt8.random(in: 0...255, using: &seed)
      }
      var reader = FrameReader()
      reader.append([0, 0, 0, UInt8.random(in: 0...40, using: &seed)] + bytes)
      do throws(ProtocolError) {
        while let frame = try reader.next() { _ = try WorkerMessage.decode(frame) }
      } catch { #expect(!error.message.isEmpty) }
    }
  }

  /// Texts that are JSON but no message.
  @Test(arguments: [
    "null", "[]", "{}", "{\"type\":\"result\"}", "{\"type\":7}", "{\"type\":\"progress\",\"id\":1}",
    "{\"type\":\"hello\",\"protocol\":\"one\"}", "\u{FEFF}{\"type\":\"heartbeat\"",
  ])
  func otherJSONIsRefused(text: String) {
    let error = #expect(throws: ProtocolError.self) {
      try WorkerMessage.decode(Array(text.utf8))
    }
    #expect(error?.code == .malformedMessage)
  }
}

/// A small generator whose numbers are the same on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
