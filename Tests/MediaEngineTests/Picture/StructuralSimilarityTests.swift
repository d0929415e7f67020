import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct StructuralSimilarityTests {
  @Test func equalPicturesAreOne() {
    var similarity = StructuralSimilarity()
    let picture = Picture.filled(Color(red: 200, green: 90, blue: 20), width: 64, height: 48)
    ContainerTests.draw(3, shade: 20, into: picture)
    similarity.add(picture, reference: picture)
    #expect(similarity.luma == 1 && similarity.all == 1 && similarity.frames == 1)
  }

  /// Odd numbers of blocks, three pictures, noise and a shift of colour: as ffmpeg's filter has it.
  @Test func itAgreesWithFFmpeg() throws {
    let bench = try Bench()
    var similarity = StructuralSimilarity()
    var raw: [String: [UInt8]] = ["a": [], "b": []]
    for frame in 0..<3 {
      let first = Picture.filled(Color(red: 120, green: 80, blue: 60), width: 72, height: 56)
      let second = Picture.filled(Color(red: 110, green: 85, blue: 64), width: 72, height: 56)
      ContainerTests.draw(frame, shade: 0, into: first)
      ContainerTests.draw(frame, shade: 0, into: second)
      for y in 0..<56 {
        for x in 0..<72 { second.luma.row(y)[x] ^= UInt8((x * 7 + y * 13 + frame) % 23) }
      }
      for y in 0..<28 { for x in 0..<36 { second.blue.row(y)[x] &+= UInt8((x * y) % 9) } }
      similarity.add(first, reference: second)
      raw["a"]! += first.planes.flatMap(\.pixels)
      raw["b"]! += second.planes.flatMap(\.pixels)
    }
    for (name, bytes) in raw { _ = try bench.write(bytes, as: name) }
    let input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "72x56", "-i"]
    // Without vectors: of planes whose width is no multiple of 16, ffmpeg 5.1's are wrong.
    let log = try bench.run(
      "ffmpeg",
      ["-hide_banner", "-cpuflags", "0"] + input + ["a"] + input + [
        "b", "-lavfi", "ssim", "-f", "null", "-",
      ])
    let words = log.split { " :\n".contains($0) }.map(String.init)
    func value(behind name: String) throws -> Double {
      let place = try #require(words.lastIndex(of: name))
      return try #require(Double(words[place + 1]))
    }
    #expect(abs(similarity.luma - (try value(behind: "Y"))) < 0.00001)
    #expect(abs(similarity.all - (try value(behind: "All"))) < 0.00001)
    #expect(similarity.luma < 0.99)
  }
}
