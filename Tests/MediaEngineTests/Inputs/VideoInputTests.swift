import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// One test a kind of video file, on files made here.
@Suite struct VideoInputTests {
  @Test(arguments: VideoInput.all)
  func shows(_ input: VideoInput) throws {
    let bench = try Bench()
    let path = bench.path(input.file)
    try input.make(bench, path)
    let info = try MediaProbe.probe(path)
    let video = try #require(info.video)
    #expect((video.width, video.height) == input.size, "\(video.width)×\(video.height)")
    #expect((info.sound != nil) == input.hasSound)
    let reader = try VideoReader(path: path, index: try #require(info.index))
    let tick = Rational(1, VideoInput.rate)
    let frames = (video.duration * Rational(VideoInput.rate)).rounded
    let fitter = PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bilinear)
    let canvas = Picture(width: 64, height: 48)
    func number(_ frame: Int) throws -> Int {
      let number = reader.index.frameNumber(
        at: Rational(frame) * tick, tick: tick, end: nil)
      try reader.draw(frame: number, with: fitter, into: canvas)
      return Int(((canvas.luma.mean - 16) / 3).rounded())
    }
    let shown = try (0..<frames).map(number)
    #expect(shown == input.shows)
    // The same from behind.
    let backwards = try (0..<frames).reversed().map(number)
    #expect(backwards.reversed() == input.shows)
  }
}
