import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Real files of many kinds, against ffmpeg's view of them. Skipped where there are none.
@Suite(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
struct RealMediaTests {
  private func files(_ folder: String) throws -> [String] {
    let path = realMedia()! + "/" + folder
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .map { path + "/" + $0 }
  }

  @Test func everyClipShowsThePicturesThatFFmpegShows() throws {
    let bench = try Bench()
    for path in try files("video") {
      let info = try MediaProbe.probe(path)
      let name = URL(fileURLWithPath: path).lastPathComponent
      guard let video = info.video, let index = info.index else {
        Issue.record("\(name) is no video")
        continue
      }
      // Colours of HDR and made-up pictures of interlaced clips are compared elsewhere.
      if name.contains("hdr") || name.contains("480i") || video.hasAlpha { continue }
      let number = min(40, index.frames.count - 1)
      let reader = try VideoReader(path: path, index: index)
      let size = (width: video.width / 2 * 2, height: video.height / 2 * 2)
      let canvas = Picture(width: size.width, height: size.height)
      // From behind, so that the search is tried.
      let fitter = PictureFitter(
        width: size.width, height: size.height, fit: .stretch, kernel: .bicubic)
      try reader.draw(frame: index.frames.count - 1, with: fitter, into: canvas)
      try reader.draw(frame: number, with: fitter, into: canvas)
      // Untagged clips of this size are BT.709 here; ffmpeg would take them for BT.601.
      let isLarge = max(video.height, video.width * 9 / 16) >= 720
      let matrix = isLarge ? "in_color_matrix=bt709:" : ""
      try bench.ffmpeg(
        "-i", path, "-vf",
        "select=eq(n\\,\(number)),scale=\(size.width):\(size.height):\(matrix)out_color_matrix=bt709:out_range=tv,format=yuv420p",
        "-frames:v", "1", "-vsync", "0", "-f", "rawvideo", bench.path("frame"))
      let expected = try bench.bytes(of: "frame")
      let luma = canvas.luma.pixels
      guard expected.count >= luma.count else { continue }
      var error = 0
      for place in luma.indices { error += abs(Int(luma[place]) - Int(expected[place])) }
      let mean = Double(error) / Double(luma.count)
      #expect(mean < 3, "\(name): frame \(number) differs by \(mean)")
    }
  }

  @Test func turnedStillsStandUpright() throws {
    let pictures = try files("images").filter { $0.contains("exif_landscape") }.map {
      try StillReader(path: $0).picture(width: 90, height: 60, kernel: .bicubic)
    }
    #expect(pictures.count > 1)
    for picture in pictures {
      // The same photograph but for a digit in its middle.
      var error = 0
      for y in 0..<15 {
        for x in 0..<90 {
          error += abs(Int(picture.luma.row(y)[x]) - Int(pictures[0].luma.row(y)[x]))
        }
      }
      #expect(error / (15 * 90) < 6)
    }
  }

  @Test func oddFilesAreReadOrRefusedInOneSentence() throws {
    for folder in ["odd/mp4", "odd/wrong-ext", "odd/image", "odd/audio", "images"] {
      for path in try files(folder) {
        do {
          _ = try MediaProbe.probe(path)
        } catch let error as MediaError {
          #expect(error.message.contains(path) && error.message.hasSuffix("."))
          #expect(!error.message.contains("\n"))
        }
      }
    }
  }
}
