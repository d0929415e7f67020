import FilmVocabulary
import Testing

@testable import MediaEngine

@Suite struct PictureSamplerTests {
  /// A picture with something in it.
  private func pattern(width: Int, height: Int) -> Picture {
    let picture = Picture(width: width, height: height)
    for plane in picture.planes {
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = UInt8((x * 31 + y * 17) % 220 + 16) }
      }
    }
    return picture
  }

  @Test(arguments: Kernel.allCases)
  func theWholePictureAtItsSizeIsItself(kernel: Kernel) {
    let source = pattern(width: 98, height: 66)
    let target = Picture(width: 98, height: 66)
    PictureSampler(kernel: kernel).draw(
      source, view: .init(x: 0, y: 0, width: 98, height: 66), into: target)
    for (a, b) in zip(source.planes, target.planes) { #expect(a.pixels == b.pixels) }
    // And a part at whole, even places.
    let part = Picture(width: 40, height: 20)
    PictureSampler(kernel: kernel).draw(
      source, view: .init(x: 10, y: 6, width: 40, height: 20), into: part)
    #expect(part.luma.row(3)[5] == source.luma.row(9)[15])
    #expect(part.red.row(3)[5] == source.red.row(6)[10])
  }

  @Test(
    .enabled(if: ProcessorFeatures.hasPictureVectors, "This processor has no such vectors."),
    arguments: Kernel.allCases)
  func vectorsChangeNoPixel(kernel: Kernel) {
    var random = SystemRandomNumberGenerator()
    for (width, height) in [(8, 4), (34, 18), (98, 66), (300, 40)] {
      let source = Picture(width: 2 * width, height: 2 * height)
      for plane in source.planes {
        for y in 0..<plane.height {
          for x in 0..<plane.width { plane.row(y)[x] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      for scale in [0.11, 0.5, 1, 1.03, 1.6, 1.99, 2.5] {
        let view = PictureSampler.View(
          x: .random(in: -9...9, using: &random), y: .random(in: -9...9, using: &random),
          width: Double(width) * scale, height: Double(height) * scale)
        let targets = [true, false].map { usesVectors in
          let target = Picture(width: width, height: height)
          PictureSampler(kernel: kernel, usesVectors: usesVectors).draw(
            source, view: view, into: target)
          return target
        }
        for (a, b) in zip(targets[0].planes, targets[1].planes) {
          #expect(a.pixels == b.pixels, "\(width) × \(height), \(view)")
        }
      }
    }
  }

  @Test(arguments: Kernel.allCases, [0.3, 1.0, 1.7, 4.0])
  func flatPicturesStayFlat(kernel: Kernel, scale: Double) {
    let source = Picture.filled(Color("#C04020")!, width: 300, height: 200)
    let target = Picture(width: 64, height: 48)
    PictureSampler(kernel: kernel).draw(
      source, view: .init(x: 3.7, y: -2.2, width: 64 * scale, height: 48 * scale), into: target)
    for (a, b) in zip(source.means, target.planes) {
      #expect(b.pixels.allSatisfy { Double($0) == a })
    }
  }

  /// Where the light of a picture lies, in pixels.
  private func centroid(_ plane: Picture.Plane) -> Double {
    var sum = 0.0
    var moment = 0.0
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        let light = Double(plane.row(y)[x]) - 16
        sum += light
        moment += light * (Double(x) + 0.5)
      }
    }
    return moment / sum
  }

  @Test(arguments: [Kernel.bicubic, .lanczos])
  func slowMovesAreEven(kernel: Kernel) {
    // A soft dot, and a camera that moves by a thirteenth of a pixel a frame.
    let source = Picture.filled(.black, width: 200, height: 100)
    for y in 30..<70 {
      for x in 60..<100 {
        let distance = Double((x - 80) * (x - 80) + (y - 50) * (y - 50))
        source.luma.row(y)[x] = UInt8(16 + max(0, 200 * (1 - distance / 300)))
      }
    }
    let sampler = PictureSampler(kernel: kernel)
    let target = Picture(width: 160, height: 90)
    var last: Double?
    for frame in 0..<40 {
      let x = 5 + Double(frame) / 13
      sampler.draw(source, view: .init(x: x, y: 4.3, width: 160, height: 90), into: target)
      let place = centroid(target.luma)
      #expect(abs(place - (80.5 - x)) < 0.03)
      if let last { #expect(abs(last - place - 1.0 / 13) < 0.015) }
      last = place
    }
  }

  @Test func chromaMovesWithLuma() {
    // An edge in all planes at column 100.
    let source = Picture(width: 200, height: 100)
    for plane in source.planes {
      let edge = plane.width / 2
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = x < edge ? 60 : 200 }
      }
    }
    let target = Picture(width: 160, height: 90)
    PictureSampler(kernel: .bilinear).draw(
      source, view: .init(x: 20.5, y: 0, width: 160, height: 90), into: target)
    func edge(_ plane: Picture.Plane) -> Double {
      let row = (0..<plane.width).map { Double(plane.row(40)[$0]) }
      return row.reduce(0) { $0 + (200 - $1) / 140 }
    }
    // Luma's edge lies at 79.5. Chroma's first bright sample is level with luma column 100, so
    // its own edge is half a column nearer to the left than a pair of pixels suggests.
    #expect(abs(edge(target.luma) - 79.5) < 0.05)
    #expect(abs(edge(target.red) - (79.5 / 2 + 0.0)) < 0.05)
  }

  @Test func kernelsAddUp() {
    for kernel in Kernel.allCases {
      for reduction in [1, 1.5, 3] {
        let table = SamplingKernel(kernel, reduction: reduction)
        for phase in 0..<1024 {
          let weights = table.weights[phase * table.stride..<(phase + 1) * table.stride]
          #expect(weights.reduce(0) { $0 + Int($1) } == SamplingKernel.unity)
        }
      }
    }
  }
}
