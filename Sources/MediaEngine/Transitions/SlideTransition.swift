/// Pictures that move in whole pixels: `slide…` moves both, `cover…` the second over the first,
/// `reveal…` the first off the second.
///
/// A chroma sample covers two columns and two rows. Where they come from different samples, or
/// from both pictures, it shows the mean.
final class SlideTransition: TransitionRenderer {
  enum Direction { case left, right, up, down }
  enum Moving { case first, second, both }

  private let direction: Direction
  private let moving: Moving

  init(_ direction: Direction, moves moving: Moving) {
    self.direction = direction
    self.moving = moving
  }

  /// Two pictures that share a line of columns or rows: one before a boundary, one from there.
  private struct Layout {
    var before: Picture
    /// How far that picture is moved.
    var beforeOffset: Int
    var after: Picture
    var afterOffset: Int
    var boundary: Int
  }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    let isAcross = direction == .left || direction == .right
    let length = isAcross ? target.width : target.height
    let way = progress.of(length)
    let firstWay = moving == .second ? 0 : way
    let secondWay = moving == .first ? 0 : length - way
    let layout =
      switch direction {
      case .left, .up:
        Layout(
          before: first, beforeOffset: -firstWay, after: second, afterOffset: secondWay,
          boundary: length - way)
      case .right, .down:
        Layout(
          before: second, beforeOffset: -secondWay, after: first, afterOffset: firstWay,
          boundary: way)
      }
    for plane in [\Picture.luma, \.blue, \.red] {
      let isChroma = plane != \.luma
      if isAcross {
        drawColumns(
          layout, layout.before[keyPath: plane], layout.after[keyPath: plane],
          target[keyPath: plane], isChroma: isChroma)
      } else {
        drawRows(
          layout, layout.before[keyPath: plane], layout.after[keyPath: plane],
          target[keyPath: plane], isChroma: isChroma)
      }
    }
  }

  /// Where the samples of a plane come from that lie under every second column (or row) of luma,
  /// the first, or from the second on.
  private struct Places {
    /// The first sample of the second picture.
    var boundary: Int
    /// What is to be added to a sample's place to get the place where it comes from.
    var before: Int
    var after: Int

    init(_ layout: Layout, half: Int, isChroma: Bool) {
      guard isChroma else {
        boundary = layout.boundary
        before = -layout.beforeOffset
        after = -layout.afterOffset
        return
      }
      boundary = (layout.boundary - half + 1) >> 1
      before = (half - layout.beforeOffset) >> 1
      after = (half - layout.afterOffset) >> 1
    }
  }

  private func drawColumns(
    _ layout: Layout, _ before: Picture.Plane, _ after: Picture.Plane, _ target: Picture.Plane,
    isChroma: Bool
  ) {
    let width = target.width
    func copy(_ places: Places, _ row: Int, to line: UnsafeMutablePointer<UInt8>) {
      line.update(from: before.row(row) + places.before, count: places.boundary)
      (line + places.boundary).update(
        from: after.row(row) + places.boundary + places.after, count: width - places.boundary)
    }
    let left = Places(layout, half: 0, isChroma: isChroma)
    let right = Places(layout, half: 1, isChroma: isChroma)
    let isEven =
      !isChroma
      || (left.boundary, left.before, left.after) == (
        right.boundary, right.before, right.after
      )
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * width) { lines in
      let lines = lines.baseAddress!
      for row in 0..<target.height {
        if isEven {
          copy(left, row, to: target.row(row))
        } else {
          copy(left, row, to: lines)
          copy(right, row, to: lines + width)
          BlendRows.average(lines, lines + width, into: target.row(row), count: width)
        }
      }
    }
  }

  private func drawRows(
    _ layout: Layout, _ before: Picture.Plane, _ after: Picture.Plane, _ target: Picture.Plane,
    isChroma: Bool
  ) {
    func source(_ places: Places, _ row: Int) -> UnsafeMutablePointer<UInt8> {
      row < places.boundary
        ? before.row(row + places.before) : after.row(row + places.after)
    }
    let upper = Places(layout, half: 0, isChroma: isChroma)
    let lower = Places(layout, half: 1, isChroma: isChroma)
    for row in 0..<target.height {
      let first = source(upper, row)
      let second = isChroma ? source(lower, row) : first
      if first == second {
        target.row(row).update(from: first, count: target.width)
      } else {
        BlendRows.average(first, second, into: target.row(row), count: target.width)
      }
    }
  }
}
