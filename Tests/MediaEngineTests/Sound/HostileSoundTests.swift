import Foundation
import Testing

@testable import MediaEngine

@Suite struct HostileSoundTests {
  /// Text that libavformat takes for an MPEG transport stream, in which it then finds no stream.
  private static let text = """
    ---
    - name: Need document footer before directives
      from: '@someone'
      tags: directive error footer tag unknown-tag
      fail: true
      yaml: |
        !foo "bar"
        %TAG ! tag:example.com,2000:app/
        ---
        !foo "bar"
      tree: |
        +STR
         +DOC
          =VAL <!foo> "bar

    """

  @Test func aFileWithoutStreamsIsClosedOnce() throws {
    let bench = try SoundBench()
    for number in 0..<50 {
      // Several lengths, as the guess depends on it.
      let bytes = Array(Self.text.utf8) + [UInt8](repeating: 71, count: number * 7)
      try Data(bytes).write(to: URL(fileURLWithPath: bench.path("a.ts")))
      #expect(throws: MediaError.self) { try bench.decode(bench.path("a.ts")) }
    }
  }

  @Test func anEmptyFileIsClosedOnce() throws {
    let bench = try SoundBench()
    try Data().write(to: URL(fileURLWithPath: bench.path("empty.wav")))
    #expect(throws: MediaError.self) { try bench.decode(bench.path("empty.wav")) }
  }

  @Test func cutFilesAreReadOrRefused() throws {
    let bench = try SoundBench()
    _ = try bench.wave("a.wav", Signal.babble(48000, level: 0.5, seed: 2))
    for kind in ["mp3", "m4a", "ogg", "flac", "mka", "wav", "aiff"] {
      try bench.ffmpeg("-v", "error", "-i", "a.wav", "whole.\(kind)")
      let whole = try Data(contentsOf: URL(fileURLWithPath: bench.path("whole.\(kind)")))
      var noise = Signal.Noise(state: UInt64(whole.count))
      for part in 1..<12 {
        var bytes = whole.prefix(whole.count * part / 12)
        if part % 2 == 0 {
          for _ in 0..<20 {
            let place = Int(abs(noise.next()) * Float(bytes.count - 1))
            bytes[place] = UInt8(truncatingIfNeeded: place &* 31)
          }
        }
        try bytes.write(to: URL(fileURLWithPath: bench.path("cut.\(kind)")))
        // Either is right; a crash or a sound without end is not.
        if let sound = try? bench.decode(bench.path("cut.\(kind)")) {
          #expect(sound.count / 2 < 48000 * 60)
          #expect(sound.allSatisfy { abs($0) < 20 })
        }
      }
    }
  }
}
