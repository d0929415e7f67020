import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Real images, against the mean colours that ImageMagick and rsvg-convert find in them, before black.
@Suite(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
struct RealImageTests {
  @Test(arguments: [
    ("wood_4096x4096.webp", [155.957, 118.739, 82.312]),
    ("chelsea_451x300.png", [147.673, 111.444, 86.798]),
    ("camera_gray_512.png", [129.061, 129.061, 129.061]),
    ("coffee_600x400.png", [158.569, 85.794, 51.485]),
    ("elephants_1920x1080.jpg", [108.002, 132.260, 155.042]),
    ("pil_sample_cmyk.jpg", [30.465, 5.562, 7.044]), ("white_1x1.jpg", [255, 255, 255]),
    ("transparent.webp", [30.445, 22.203, 23.724]),
    ("horse_alpha_400x328.png", [170.663, 170.663, 170.663]),
    ("lizard_alpha_320x229.png", [32.827, 63.184, 7.955]),
    ("dune.svg", [246.490, 155.761, 85.523]),
    ("oceans.svg", [107.512, 128.062, 159.034]),
  ]) func meanColoursAreRight(name: String, expected: [Double]) throws {
    let still = try StillReader(path: realMedia()! + "/images/" + name)
    let width = min(256, still.width)
    let picture = try still.picture(
      width: width, height: max(1, still.height * width / still.width), kernel: .bicubic)
    let rgb = expected.map { $0 / 255 }
    let matrix = ColorMatrix.bt709
    let luma = matrix.red * rgb[0] + matrix.green * rgb[1] + matrix.blue * rgb[2]
    let wanted = [
      16 + 219 * luma, 128 + 224 * (rgb[2] - luma) / (2 * (1 - matrix.blue)),
      128 + 224 * (rgb[0] - luma) / (2 * (1 - matrix.red)),
    ]
    for (seen, wanted) in zip(picture.means, wanted) {
      #expect(abs(seen - wanted) < 1.5, "\(picture.means) for \(wanted)")
    }
  }

  @Test func aRealAnimationIsWhole() throws {
    let path = realMedia()! + "/images/newtonscradle_animated.gif"
    let info = try MediaProbe.probe(path)
    let index = try #require(info.index)
    #expect(index.frames.count == 36)
    // 32 pictures of 20 ms, 2 of 40, 2 of 50.
    #expect(index.duration == Rational(82, 100))
    #expect(info.video?.rounds == 0)
  }
}
