import FilmVocabulary
import Testing

@testable import MediaEngine

@Suite struct PlacedLayerTests {
  private func layer(_ color: Color, width: Int, height: Int, hasAlpha: Bool = true) -> Picture {
    let picture = Picture(width: width, height: height, hasAlpha: hasAlpha)
    picture.fill(color)
    return picture
  }

  @Test(arguments: [0, 1], [0, 1])
  func anOddPlaceShowsNoFringe(x: Int, y: Int) {
    // A layer of the ground's own colour cannot be seen, wherever it lies and whatever its size.
    let color = Color("#C04020")!
    for (width, height) in [(12, 8), (11, 7), (12, 7), (1, 1)] {
      for hasAlpha in [true, false] {
        let canvas = Picture.filled(color, width: 32, height: 24)
        let before = canvas.planes.map(\.pixels)
        let placed = PlacedLayer()
        placed.set(
          layer(color, width: width, height: height, hasAlpha: hasAlpha), isChanged: true)
        placed.draw(onto: canvas, x: 6 + x, y: 4 + y, opacity: 256)
        for (plane, old) in zip(canvas.planes, before) {
          let errors = zip(plane.pixels, old).map { abs(Int($0) - Int($1)) }
          #expect(errors.max()! <= 1, "\(width)x\(height)")
        }
      }
    }
  }

  @Test(arguments: [4, 5], [2, 3])
  func everyPixelLiesWhereItShould(x: Int, y: Int) {
    let canvas = Picture.filled(.black, width: 32, height: 24)
    let placed = PlacedLayer()
    placed.set(layer(Color("#C04020")!, width: 9, height: 6), isChanged: true)
    placed.draw(onto: canvas, x: x, y: y, opacity: 256)
    let luma = VideoColor(Color("#C04020")!).luma
    for row in 0..<24 {
      for column in 0..<32 {
        let isInside = (x..<x + 9).contains(column) && (y..<y + 6).contains(row)
        #expect(canvas.luma.row(row)[column] == (isInside ? luma : 16))
      }
    }
    // Colour differences are shared: a sample has as much of them as of its four pixels are covered.
    let red = Double(VideoColor(Color("#C04020")!).red) - 128
    let sum = canvas.red.pixels.reduce(0) { $0 + Double($1) - 128 }
    #expect(abs(sum - red * 9 * 6 / 4) < 0.02 * abs(red) * 54)
  }

  @Test func scalingKeepsTheMiddleAndTheLight() {
    let canvas = Picture.filled(.black, width: 64, height: 48)
    let placed = PlacedLayer()
    placed.set(layer(.white, width: 21, height: 15), isChanged: true)
    placed.draw(onto: canvas, x: 11, y: 13, scale: 32768, opacity: 256)
    var (sum, x, y) = (0.0, 0.0, 0.0)
    for row in 0..<48 {
      for column in 0..<64 {
        let light = Double(canvas.luma.row(row)[column]) - 16
        sum += light
        x += light * (Double(column) + 0.5)
        y += light * (Double(row) + 0.5)
      }
    }
    #expect(abs(sum / 219 - 10.5 * 7.5) < 3)
    #expect(abs(x / sum - 21.5) < 0.1)
    #expect(abs(y / sum - 20.5) < 0.1)
    #expect(canvas.blue.pixels.allSatisfy { abs(Int($0) - 128) <= 1 })
  }

  @Test func cornersAndBorders() {
    let picture = layer(Color("#2040C0")!, width: 41, height: 31)
    let shape = BoxShape(width: 41, height: 31, radius: 10, border: (width: 3, color: .white))
    shape.apply(to: picture)
    let alpha = picture.alpha!
    for (x, y) in [(0, 0), (40, 0), (0, 30), (40, 30)] { #expect(alpha.row(y)[x] == 0) }
    #expect(alpha.row(0)[20] == 255 && alpha.row(15)[0] == 255 && alpha.row(4)[4] == 255)
    // What the arcs cut off: (4 − π) · r².
    let covered = alpha.pixels.reduce(0.0) { $0 + Double($1) / 255 }
    #expect(abs(covered - (41 * 31 - (4 - 3.14159) * 100)) < 3)
    #expect(picture.luma.row(1)[20] == 235 && picture.luma.row(15)[38] == 235)
    #expect(picture.luma.row(15)[20] == VideoColor(Color("#2040C0")!).luma)
  }
}
