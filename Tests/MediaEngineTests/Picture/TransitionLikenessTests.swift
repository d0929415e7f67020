import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Transitions beside those of the ffmpeg that is installed.
@Suite struct TransitionLikenessTests {
  private static let (width, height) = (160, 96)

  /// The least likeness (SSIM of luma) at a quarter, half and three quarters, where it is not
  /// 0.98. Hard edges may lie one pixel away, since ffmpeg cuts places off where they are rounded
  /// here; squares have the mean colour instead of that of one pixel; what is squeezed is sampled
  /// smoothly instead of by the nearest pixel; black and white are those of video, 16 and 235.
  private static let bounds: [TransitionKind: Double] = [
    .wipeleft: 0.93, .wiperight: 0.93, .wipeup: 0.93, .wipedown: 0.93, .wipetl: 0.93,
    .wipetr: 0.93, .wipebl: 0.93, .wipebr: 0.93, .hlslice: 0.9, .hrslice: 0.9, .vuslice: 0.8,
    .vdslice: 0.8, .pixelize: 0.88, .squeezeh: 0.9, .squeezev: 0.93, .rectcrop: 0.9,
    .circlecrop: 0.9,
    .fadeblack: 0.88, .fadewhite: 0.97,
  ]

  @Test func directionsAndShapesAreThoseOfFFmpeg() throws {
    let bench = try Bench()
    let help = try bench.run("ffmpeg", ["-hide_banner", "-h", "filter=xfade"])
    let known = Set(
      help.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    // Noise has other grains here.
    let kinds = TransitionKind.allCases.filter {
      known.contains($0.rawValue) && $0 != .dissolve
    }
    try #require(kinds.count >= 40, "ffmpeg knows \(kinds.count)")
    // Two pictures that tell every place and every direction; soft, so that a difference of half
    // a pixel between two ways to count hardly matters.
    let form = "s=\(Self.width)x\(Self.height):r=4:d=2"
    let pictures = [
      "color=black:\(form),format=yuv444p,geq=lum='60+60*X/W+40*sin(Y/9)':cb='90+60*Y/H':cr=110",
      "color=black:\(form),format=yuv444p,geq=lum='200-60*Y/H+30*cos(X/7)':cb=140:cr='100+80*X/W'",
    ]
    var graph = ""
    for (input, name) in [(0, "a"), (1, "b")] {
      graph += "[\(input)]split=\(kinds.count + 1)[\(name)source]"
      graph += kinds.indices.map { "[\(name)\($0)]" }.joined() + ";"
    }
    for (index, kind) in kinds.enumerated() {
      graph += "[a\(index)][b\(index)]xfade=transition=\(kind.rawValue):duration=1:offset=0,"
      graph += "trim=end_frame=4,setpts=PTS-STARTPTS[x\(index)];"
    }
    graph += "[asource]trim=end_frame=1[ax];[bsource]trim=end_frame=1[bx];[ax][bx]"
    graph += kinds.indices.map { "[x\($0)]" }.joined()
    graph += "concat=n=\(kinds.count + 2),format=yuv420p[out]"
    try bench.ffmpeg(
      "-f", "lavfi", "-i", pictures[0], "-f", "lavfi", "-i", pictures[1], "-filter_complex", graph,
      "-map", "[out]", "-vsync", "0", "-f", "rawvideo", bench.path("frames"))
    let bytes = try bench.bytes(of: "frames")
    let size = Self.width * Self.height * 3 / 2
    try #require(bytes.count == (2 + 4 * kinds.count) * size)
    func picture(_ number: Int) -> Picture {
      let picture = Picture(width: Self.width, height: Self.height)
      var offset = number * size
      for plane in picture.planes {
        for row in 0..<plane.height {
          // Black is 0 there, also in pictures whose black is 16.
          for x in 0..<plane.width { plane.row(row)[x] = min(max(bytes[offset + x], 16), 235) }
          offset += plane.width
        }
      }
      return picture
    }
    let (first, second) = (picture(0), picture(1))
    let target = Picture(width: Self.width, height: Self.height)
    var figures: [String] = []
    for (number, kind) in kinds.enumerated() {
      let transition = Transition(kind, width: Self.width, height: Self.height)
      var least = 1.0
      for index in 0..<3 {
        transition.draw(from: first, to: second, index: index, count: 3, into: target)
        let likeness = target.luma.likeness(to: picture(2 + 4 * number + index + 1).luma)
        least = min(least, likeness)
      }
      figures.append("\(kind) \((least * 1000).rounded() / 1000)")
      #expect(least >= Self.bounds[kind] ?? 0.98, "\(kind): \(least)")
    }
    if ProcessInfo.processInfo.environment["REEL_FIGURES"] != nil {
      print(figures.joined(separator: ", "))
    }
  }
}

extension Picture.Plane {
  /// Structural similarity in blocks of 8 × 8, the mean of all.
  ///
  /// - Parameter step: Pixels from one block to the next.
  func likeness(to other: Picture.Plane, step: Int = 4) -> Double {
    var (sum, count) = (0.0, 0)
    for top in Swift.stride(from: 0, to: height - 7, by: step) {
      for left in Swift.stride(from: 0, to: width - 7, by: step) {
        var (a, b, aa, bb, ab) = (0, 0, 0, 0, 0)
        for y in top..<top + 8 {
          for x in left..<left + 8 {
            let (p, q) = (Int(row(y)[x]), Int(other.row(y)[x]))
            a += p
            b += q
            aa += p * p
            bb += q * q
            ab += p * q
          }
        }
        let (meanA, meanB) = (Double(a) / 64, Double(b) / 64)
        let varianceA = Double(aa) / 64 - meanA * meanA
        let varianceB = Double(bb) / 64 - meanB * meanB
        let covariance = Double(ab) / 64 - meanA * meanB
        let (c1, c2) = (6.5025, 58.5225)
        sum +=
          (2 * meanA * meanB + c1) * (2 * covariance + c2)
          / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2))
        count += 1
      }
    }
    return sum / Double(count)
  }
}
