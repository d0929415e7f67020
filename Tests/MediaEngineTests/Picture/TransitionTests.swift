import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct TransitionTests {
  private let first = Picture.filled(Color("#FF0000")!)
  private let second = Picture.filled(Color("#0000FF")!)

  private func frame(
    _ kind: TransitionKind, _ index: Int, of count: Int = 9, easing: TransitionEasing = .linear
  ) -> Picture {
    let target = Picture(width: 64, height: 48)
    Transition(kind, easing: easing, width: 64, height: 48).draw(
      from: first, to: second, index: index, count: count, into: target)
    return target
  }

  /// How much of the second picture there is, by each plane.
  private func shares(_ picture: Picture) -> [Double] {
    zip(picture.planes, zip(first.means, second.means)).map { ($0.mean - $1.0) / ($1.1 - $1.0) }
  }

  @Test(arguments: [
    TransitionKind.fade, .dissolve, .wipeleft, .wipedown, .slideright, .coverup, .revealleft,
    .squeezev, .vertclose, .horzopen,
  ])
  func theseGrowAtAnEvenPace(kind: TransitionKind) {
    for index in 0..<9 {
      let even = Double(index + 1) / 10
      let bound = [.vertclose, .horzopen].contains(kind) ? 0.16 : 0.025
      #expect(abs(shares(frame(kind, index))[0] - even) < bound, "\(kind) \(index)")
    }
  }

  /// Those that show something else than the two pictures, or each plane by its own rule.
  private static let coloured: Set<TransitionKind> = [
    .fadeblack, .fadewhite, .fadegrays, .fadefast, .fadeslow, .circlecrop, .rectcrop,
  ]

  @Test(arguments: TransitionKind.allCases.filter { !coloured.contains($0) })
  func theSecondPictureGrowsInAllPlanesAlike(kind: TransitionKind) {
    var last = 0.0
    for index in 0..<9 {
      let shares = shares(frame(kind, index))
      #expect(shares[0] >= last - 0.001)
      for share in shares { #expect(abs(share - shares[0]) < 0.03, "\(kind) \(index): \(shares)") }
      last = shares[0]
    }
    #expect(last > 0.7, "\(kind)")
    #expect(shares(frame(kind, 0))[0] < 0.3, "\(kind)")
  }

  @Test(arguments: TransitionKind.allCases)
  func noColourAppearsThatIsNotInBetween(kind: TransitionKind) {
    let black = VideoColor(.black)
    for index in [0, 3, 4, 5, 8] {
      let picture = frame(kind, index)
      for (plane, other) in zip(picture.planes, [Int(black.luma), 128, 128]) {
        let number = picture.planes.firstIndex { $0.base == plane.base }!
        var range = [Int(first.means[number]), Int(second.means[number])]
        if [.fadeblack, .circlecrop, .rectcrop].contains(kind) { range.append(other) }
        if kind == .fadewhite { range.append(number == 0 ? 235 : 128) }
        if kind == .fadegrays, number > 0 { range.append(128) }
        #expect(
          plane.pixels.allSatisfy { Int($0) >= range.min()! && Int($0) <= range.max()! },
          "\(kind) \(index)")
      }
    }
  }

  @Test func wipesStandWhereTheyShould() {
    // 3 of 10 of 64 columns: 19; an odd place, so that one chroma column is mixed.
    let left = frame(.wiperight, 2)
    #expect(
      left.luma.row(0)[18] == second.luma.row(0)[0] && left.luma.row(0)[19] == first.luma.row(0)[0])
    let mixed = (Int(first.red.row(0)[0]) + Int(second.red.row(0)[0]) + 1) / 2
    #expect(Int(left.red.row(0)[9]) == mixed)
    let right = frame(.wipeleft, 2)
    #expect(
      right.luma.row(0)[44] == first.luma.row(0)[0]
        && right.luma.row(0)[45] == second.luma.row(0)[0])
    let up = frame(.wipeup, 4)
    #expect(
      up.luma.row(23)[0] == first.luma.row(0)[0] && up.luma.row(24)[0] == second.luma.row(0)[0])
  }

  @Test(arguments: [TransitionKind.slideleft, .slideright, .slideup, .slidedown])
  func slidesMoveByWholePixels(kind: TransitionKind) {
    let isAcross = [.slideleft, .slideright].contains(kind)
    let isForward = [.slideright, .slidedown].contains(kind)
    let source = Picture(width: 64, height: 48)
    for plane in source.planes {
      let scale = plane.width == 64 ? 1 : 2
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = UInt8(40 + scale * (isAcross ? x : y)) }
      }
    }
    let target = Picture(width: 64, height: 48)
    Transition(kind, width: 64, height: 48).draw(
      from: source, to: source, index: 2, count: 9, into: target)
    let length = isAcross ? 64 : 48
    let way = isAcross ? 19 : 14
    for place in 0..<length {
      let from = (place + (isForward ? length - way : way)) % length
      #expect(target.luma.row(isAcross ? 5 : place)[isAcross ? place : 5] == UInt8(40 + from))
    }
    // Chroma moved by nine and a half samples, or by seven.
    let start = isForward ? (way + 1) / 2 : 0
    for place in start..<start + (length - way) / 2 {
      let sample = Int(target.red.row(isAcross ? 5 : place)[isAcross ? place : 5])
      #expect(sample == 40 + 2 * place + (isForward ? -way : way))
    }
  }

  @Test func coversAndRevealsLeaveOnePictureInPlace() {
    let cover = frame(.coverleft, 4)
    #expect(cover.luma.row(0)[31] == first.luma.row(0)[0])
    #expect(cover.luma.row(0)[32] == second.luma.row(0)[0])
    let ramp = Picture(width: 64, height: 48)
    for plane in ramp.planes {
      for y in 0..<plane.height { for x in 0..<plane.width { plane.row(y)[x] = UInt8(x) } }
    }
    let target = Picture(width: 64, height: 48)
    func draw(_ kind: TransitionKind) {
      Transition(kind, width: 64, height: 48).draw(
        from: ramp, to: ramp, index: 0, count: 3, into: target)
    }
    draw(.coverright)
    #expect(target.luma.row(7)[15] == 63 && target.luma.row(7)[16] == 16)
    draw(.revealright)
    #expect(target.luma.row(7)[15] == 15 && target.luma.row(7)[16] == 0)
    draw(.revealleft)
    #expect(target.luma.row(7)[47] == 63 && target.luma.row(7)[48] == 48)
  }

  @Test func fadesThroughAColourReachIt() {
    let picture = frame(.fadeblack, 1)
    #expect(abs(picture.luma.mean - 16) < 2)
    let white = frame(.fadewhite, 1)
    #expect(abs(white.luma.mean - 235) < 7)
    let grey = frame(.fadegrays, 1)
    #expect(abs(grey.red.mean - 128) < 6 && abs(grey.blue.mean - 128) < 6)
    #expect(abs(grey.luma.mean - (0.8 * first.luma.mean + 0.2 * second.luma.mean)) < 1)
    #expect(frame(.circlecrop, 4).means == [16, 128, 128])
  }

  @Test func equalPicturesStayAsTheyAre() {
    let changing: Set<TransitionKind> = [
      .fadeblack, .fadewhite, .fadegrays, .circlecrop, .rectcrop,
    ]
    for kind in TransitionKind.allCases where !changing.contains(kind) {
      let target = Picture(width: 64, height: 48)
      Transition(kind, width: 64, height: 48).draw(
        from: first, to: first, index: 3, count: 8, into: target)
      #expect(target.means == first.means, "\(kind)")
    }
  }

  @Test func easingBendsThePace() {
    func share(_ easing: TransitionEasing, _ index: Int) -> Double {
      Double(TransitionProgress(index: index, count: 9, easing: easing).share) / 65536
    }
    for index in 0..<9 {
      let even = Double(index + 1) / 10
      #expect(abs(share(.linear, index) - even) < 0.0001)
      #expect(abs(share(.easeIn, index) - even * even) < 0.0001)
      #expect(abs(share(.easeOut, index) - (1 - (1 - even) * (1 - even))) < 0.0001)
      #expect(abs(share(.easeInOut, index) - even * even * (3 - 2 * even)) < 0.0001)
    }
    #expect(frame(.wipeleft, 1, easing: .easeIn).means == frame(.wipeleft, 3, of: 99).means)
  }

  @Test func exactMathIsRight() {
    for step in -20_000...20_000 {
      // Some forty turns either way, and places where the exact value is 0 or 1.
      for angle in [Double(step) * 0.0125, Double(step) * .pi / 12] {
        #expect(abs(ExactMath.sine(angle) - sin(angle)) < 1e-12)
        #expect(abs(ExactMath.cosine(angle) - cos(angle)) < 1e-12)
      }
    }
    #expect(abs(ExactMath.logarithm(0.001) - -6.907_755_278_982_137) < 1e-9)
    #expect(abs(ExactMath.logarithm(40) - 3.688_879_454_113_936) < 1e-9)
    #expect(abs(ExactMath.exponential(-3.5) - 0.030_197_383_422_318_5) < 1e-9)
    for (x, y, angle) in [
      (1.0, 0.0, 0.0), (0, 1, 1.570_796_326_8), (-1, 0, 3.141_592_653_6),
      (0, -2, -1.570_796_326_8), (-3, -3, -2.356_194_490_2), (0.5, 3, 1.405_647_649_4),
    ] {
      #expect(abs(ExactMath.angle(x: x, y: y) - angle) < 1e-9)
    }
    #expect(
      abs(ExactMath.smoothStep(from: 0, to: 1, ExactMath.inverseSmoothStep(0.3)) - 0.3) < 1e-9)
  }
}
