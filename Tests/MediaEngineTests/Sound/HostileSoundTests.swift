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

  @Test func aPictureIsSaidToHoldNoSound() throws {
    let bench = try SoundBench()
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>"
    let brands = ["heic", "avif", "avis"].map {
      Data([0, 0, 0, 24]) + Data("ftyp\($0)".utf8) + Data([0, 0, 0, 0]) + Data("mif1miaf".utf8)
    }
    for (index, bytes) in ([Data(drawing.utf8)] + brands).enumerated() {
      try bytes.write(to: URL(fileURLWithPath: bench.path("picture\(index)")))
    }
    for kind in ["png", "jpg", "webp", "gif", "bmp", "tiff"] {
      try bench.ffmpeg(
        "-v", "error", "-f", "lavfi", "-i", "color=red:s=16x16", "-frames:v", "1", "a.\(kind)")
    }
    let names =
      (0..<4).map { "picture\($0)" }
      + ["a.png", "a.jpg", "a.webp", "a.gif", "a.bmp", "a.tiff"]
    for name in names {
      let error = #expect(throws: MediaError.self) { try bench.decode(bench.path(name)) }
      #expect(
        error?.message == "\(bench.path(name)) is a picture and holds no sound.", "\(name)")
      #expect(error?.code == .noSound && error?.detail == nil)
    }
    // Neither is a film without sound, nor a text.
    try bench.ffmpeg(
      "-v", "error", "-f", "lavfi", "-i", "color=red:s=16x16:d=1", "-c:v", "mpeg4", "film.mp4")
    for (name, text, message) in [
      ("film.mp4", nil, "holds no sound."),
      ("words.mp3", "Nur Wörter.\n", "is no media file: it holds text."),
    ] as [(String, String?, String)] {
      try text.map { try Data($0.utf8).write(to: URL(fileURLWithPath: bench.path(name))) }
      let error = #expect(throws: MediaError.self) { try bench.decode(bench.path(name)) }
      #expect(error?.message == "\(bench.path(name)) \(message)")
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
