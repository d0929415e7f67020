import Glibc
import Synchronization
import Testing

@testable import MediaEngine
@testable import StageImplementations

@Suite("Encoding thread") struct EncodingThreadTests {
  private struct Refusal: Error {}

  /// Appends pictures whose luma counts.
  private func append(_ count: Int, to thread: EncodingThread) throws {
    for number in 0..<count { try thread.append { $0.luma.fill(UInt8(number)) } }
  }

  @Test("Every picture is encoded as it was drawn, in order")
  func order() throws {
    var seen: [UInt8] = []
    let thread = try EncodingThread(width: 32, height: 16) { picture in
      seen.append(picture.luma.base[0])
      if seen.count == 7 { usleep(20_000) }
    }
    try append(50, to: thread)
    try thread.finish()
    #expect(seen == (0..<50).map(UInt8.init))
  }

  @Test("A picture is drawn while the one before it is encoded")
  func overlap() throws {
    let isDrawn = Atomic(false)
    var overlaps = 0
    let thread = try EncodingThread(width: 32, height: 16) { _ in
      // On one thread nothing could come after the first picture before this is over.
      for _ in 0..<20_000 where !isDrawn.load(ordering: .acquiring) { usleep(1000) }
      if isDrawn.load(ordering: .acquiring) { overlaps += 1 }
    }
    try append(1, to: thread)
    isDrawn.store(true, ordering: .releasing)
    try append(1, to: thread)
    try thread.finish()
    #expect(overlaps == 2)
  }

  @Test("What the encoder throws reaches who draws, and nothing is encoded after it")
  func failure() throws {
    var calls = 0
    let thread = try EncodingThread(width: 32, height: 16) { _ in
      calls += 1
      if calls == 5 { throw Refusal() }
    }
    #expect(throws: Refusal.self) { try append(50, to: thread) }
    #expect(throws: Refusal.self) { try thread.finish() }
    #expect(calls == 5)
  }

  @Test("A drawing that fails can be given up, and what was drawn before it is not mixed up")
  func failedDrawing() throws {
    var seen: [UInt8] = []
    let thread = try EncodingThread(width: 32, height: 16) { seen.append($0.luma.base[0]) }
    try append(2, to: thread)
    #expect(throws: Refusal.self) {
      try thread.append {
        $0.luma.fill(99)
        throw Refusal()
      }
    }
    thread.giveUp()
    #expect(Array<UInt8>([0, 1]).starts(with: seen))
  }

  @Test("What waits is left out when the drawing is given up, and no thread stays behind")
  func giveUp() throws {
    var calls = 0
    let isGivenUp = Atomic(false)
    let thread = try EncodingThread(width: 32, height: 16) { _ in
      calls += 1
      for _ in 0..<20_000 where !isGivenUp.load(ordering: .acquiring) { usleep(1000) }
      usleep(50_000)
    }
    try append(3, to: thread)
    isGivenUp.store(true, ordering: .releasing)
    thread.giveUp()
    #expect(calls <= 1)
  }
}
