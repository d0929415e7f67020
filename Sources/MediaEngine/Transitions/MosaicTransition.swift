/// `pixelize`: both pictures fade in squares that grow and shrink again. A square has the mean
/// colour of what it stands for, so that it is steady while the scenes move.
final class MosaicTransition: TransitionRenderer {
  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    // Squares grow in steps, up to a twentieth of the picture's short side.
    let steps = Int((min(progress.fraction, 1 - progress.fraction) * 50).rounded(.up))
    let size = Double(2 * steps * min(target.width, target.height)) / 1000
    target.mix(first, second, weight: progress.of(256))
    guard size > 2 else { return }
    let columns = Self.edges(length: target.width, size: size)
    let rows = Self.edges(length: target.height, size: size)
    average(target.luma, columns, rows, shift: 0)
    average(target.blue, columns, rows, shift: 1)
    average(target.red, columns, rows, shift: 1)
  }

  /// Where squares begin and end: at even places, so that chroma has the same squares.
  private static func edges(length: Int, size: Double) -> [Int] {
    let count = Int((Double(length) / size).rounded(.up))
    let edges = (0...count).map { min(length, Int((Double($0) * size / 2).rounded()) * 2) }
    return edges.enumerated().filter { $0.offset == 0 || $0.element > edges[$0.offset - 1] }
      .map(\.element)
  }

  private func average(_ plane: Picture.Plane, _ columns: [Int], _ rows: [Int], shift: Int) {
    for (top, bottom) in zip(rows, rows.dropFirst()) {
      let rows = top >> shift..<bottom >> shift
      for (left, right) in zip(columns, columns.dropFirst()) {
        let columns = left >> shift..<right >> shift
        var sum: UInt32 = 0
        for row in rows {
          let line = plane.row(row)
          for x in columns { sum &+= UInt32(line[x]) }
        }
        let count = UInt32(rows.count * columns.count)
        let mean = UInt8((sum + count / 2) / count)
        for row in rows {
          (plane.row(row) + columns.lowerBound).update(repeating: mean, count: columns.count)
        }
      }
    }
  }
}
