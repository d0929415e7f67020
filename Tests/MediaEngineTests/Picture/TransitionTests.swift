import FilmVocabulary
import Testing

@testable import MediaEngine

@Suite struct TransitionTests {
  private let first = Picture.filled(Color("#FF0000")!)
  private let second = Picture.filled(Color("#0000FF")!)

  private func frame(_ kind: TransitionKind, _ index: Int, of count: Int = 9) -> Picture {
    let target = Picture(width: 64, height: 48)
    Transition(kind, width: 64, height: 48).draw(
      from: first, to: second, index: index, count: count, into: target)
    return target
  }

  /// How much of the second picture there is, by each plane.
  private func shares(_ picture: Picture) -> [Double] {
    zip(picture.planes, zip(first.means, second.means)).map { ($0.mean - $1.0) / ($1.1 - $1.0) }
  }

  @Test(arguments: TransitionKind.allCases.filter { ![.fadeblack, .fadewhite].contains($0) })
  func theSecondPictureGrowsEvenlyInAllPlanes(kind: TransitionKind) {
    var last = 0.0
    for index in 0..<9 {
      let shares = shares(frame(kind, index))
      #expect(shares[0] >= last)
      for share in shares { #expect(abs(share - shares[0]) < 0.03, "\(kind) \(index): \(shares)") }
      if ![.circleopen, .circleclose].contains(kind) {
        #expect(abs(shares[0] - Double(index + 1) / 10) < 0.02, "\(kind) \(index): \(shares)")
      }
      last = shares[0]
    }
    #expect(last > 0.8 && last < 1)
  }

  @Test(arguments: TransitionKind.allCases)
  func noColourAppearsThatIsNotInBetween(kind: TransitionKind) {
    let black = VideoColor(.black)
    for index in [0, 3, 4, 5, 8] {
      let picture = frame(kind, index)
      for (plane, other) in zip(picture.planes, [Int(black.luma), 128, 128]) {
        let number = picture.planes.firstIndex { $0.base == plane.base }!
        var range = [Int(first.means[number]), Int(second.means[number])]
        if kind == .fadeblack { range.append(other) }
        if kind == .fadewhite { range.append(number == 0 ? 235 : 128) }
        #expect(plane.pixels.allSatisfy { Int($0) >= range.min()! && Int($0) <= range.max()! })
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

  @Test func slidesMoveByWholePixels() {
    let source = Picture(width: 64, height: 48)
    for plane in source.planes {
      let scale = plane.width == 64 ? 1 : 2
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane.row(y)[x] = UInt8(40 + scale * x) }
      }
    }
    let target = Picture(width: 64, height: 48)
    Transition(.slideleft, width: 64, height: 48).draw(
      from: source, to: source, index: 2, count: 9, into: target)
    for x in 0..<45 { #expect(target.luma.row(5)[x] == UInt8(40 + x + 19)) }
    for x in 45..<64 { #expect(target.luma.row(5)[x] == UInt8(40 + x - 45)) }
    // Chroma moved by nine and a half samples.
    for x in 0..<22 { #expect(target.red.row(5)[x] == UInt8(40 + 2 * x + 19)) }
  }

  @Test func fadesThroughAColourReachIt() {
    let picture = frame(.fadeblack, 4)
    #expect(picture.luma.pixels.allSatisfy { $0 == 16 })
    let white = frame(.fadewhite, 4)
    #expect(white.luma.pixels.allSatisfy { $0 == 235 })
  }

  @Test func equalPicturesStayAsTheyAre() {
    for kind in TransitionKind.allCases where ![.fadeblack, .fadewhite].contains(kind) {
      let target = Picture(width: 64, height: 48)
      Transition(kind, width: 64, height: 48).draw(
        from: first, to: first, index: 3, count: 8, into: target)
      #expect(target.means == first.means, "\(kind)")
    }
  }
}
