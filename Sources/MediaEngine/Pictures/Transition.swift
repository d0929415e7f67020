public import FilmVocabulary

/// Blends one picture into another. All arithmetic is in integers, so that every processor
/// makes the same pictures. Not for several threads.
public final class Transition {
  private let kind: TransitionKind
  private let width: Int
  private let height: Int
  private lazy var mask = TransitionMask(kind: kind, width: width, height: height)

  /// - Parameters:
  ///   - width: Of all pictures, in pixels; even.
  ///   - height: Even.
  public init(_ kind: TransitionKind, width: Int, height: Int) {
    precondition(width % 2 == 0 && height % 2 == 0)
    self.kind = kind
    self.width = width
    self.height = height
  }

  /// Draws frame `index` of `count`, in which `second` has the weight (index + 1) / (count + 1).
  ///
  /// `target` may be one of the two pictures for `fade`, `fadeblack`, `fadewhite` and `dissolve`
  /// only.
  public func draw(
    from first: Picture, to second: Picture, index: Int, count: Int, into target: Picture
  ) {
    let numerator = index + 1
    let denominator = count + 1
    func share(of size: Int) -> Int { (size * numerator + denominator / 2) / denominator }
    switch kind {
    case .fade:
      mix(first, second, weight: share(of: 256), into: target)
    case .fadeblack, .fadewhite:
      let level: UInt8 = kind == .fadeblack ? 16 : 235
      // To the colour in the first half, from it in the second.
      let double = share(of: 512)
      if double < 256 {
        mix(first, luma: level, weight: double, into: target)
      } else {
        mix(second, luma: level, weight: 512 - double, into: target)
      }
    case .dissolve, .circleopen, .circleclose:
      mask.draw(
        from: first, to: second, numerator: numerator, denominator: denominator, into: target)
    case .wipeleft:
      split(first, second, columns: width - share(of: width), into: target)
    case .wiperight:
      split(second, first, columns: share(of: width), into: target)
    case .wipeup:
      split(first, second, rows: height - share(of: height), into: target)
    case .wipedown:
      split(second, first, rows: share(of: height), into: target)
    case .slideleft:
      slide(first, second, columns: share(of: width), into: target)
    case .slideright:
      slide(second, first, columns: width - share(of: width), into: target)
    case .slideup:
      slide(first, second, rows: share(of: height), into: target)
    case .slidedown:
      slide(second, first, rows: height - share(of: height), into: target)
    }
  }

  /// Corresponding planes of three pictures, and by how much the planes are smaller.
  private func eachPlane(
    _ first: Picture, _ second: Picture, _ target: Picture,
    _ body: (_ first: Picture.Plane, _ second: Picture.Plane, _ target: Picture.Plane, _ shift: Int)
      -> Void
  ) {
    body(first.luma, second.luma, target.luma, 0)
    body(first.blue, second.blue, target.blue, 1)
    body(first.red, second.red, target.red, 1)
  }

  private func mix(_ first: Picture, _ second: Picture, weight: Int, into target: Picture) {
    eachPlane(first, second, target) { first, second, target, _ in
      for row in 0..<target.height {
        mixRow(first.row(row), second.row(row), target.row(row), target.width, UInt16(weight))
      }
    }
  }

  private func mix(_ picture: Picture, luma: UInt8, weight: Int, into target: Picture) {
    for (source, target, level) in [
      (picture.luma, target.luma, luma), (picture.blue, target.blue, 128),
      (picture.red, target.red, 128),
    ] {
      let keep = UInt16(256 - weight)
      let add = UInt16(level) * UInt16(weight) + 128
      for row in 0..<target.height {
        let from = source.row(row)
        let to = target.row(row)
        for x in 0..<target.width {
          to[x] = UInt8(truncatingIfNeeded: (UInt16(from[x]) &* keep &+ add) >> 8)
        }
      }
    }
  }

  /// `left` to the left of a column and `right` from there.
  private func split(_ left: Picture, _ right: Picture, columns: Int, into target: Picture) {
    eachPlane(left, right, target) { left, right, target, shift in
      let edge = columns >> shift
      for row in 0..<target.height {
        let (a, b, to) = (left.row(row), right.row(row), target.row(row))
        to.update(from: a, count: edge)
        (to + edge).update(from: b + edge, count: target.width - edge)
        // Both show in the sample that the edge runs through.
        if columns & shift != 0 { to[edge] = average(a[edge], b[edge]) }
      }
    }
  }

  /// `upper` above a row and `lower` from there.
  private func split(_ upper: Picture, _ lower: Picture, rows: Int, into target: Picture) {
    eachPlane(upper, lower, target) { upper, lower, target, shift in
      let edge = rows >> shift
      for row in 0..<target.height {
        target.row(row).update(
          from: row < edge ? upper.row(row) : lower.row(row), count: target.width)
      }
      if rows & shift != 0 {
        averageRow(upper.row(edge), lower.row(edge), target.row(edge), target.width)
      }
    }
  }

  /// The view through a window that stands `columns` to the right on both pictures side by side.
  private func slide(_ left: Picture, _ right: Picture, columns: Int, into target: Picture) {
    eachPlane(left, right, target) { left, right, target, shift in
      let width = target.width
      let whole = columns >> shift
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * width + 1) { line in
        let line = line.baseAddress!
        for row in 0..<target.height {
          let to = target.row(row)
          if columns & shift == 0 {
            to.update(from: left.row(row) + whole, count: width - whole)
            (to + width - whole).update(from: right.row(row), count: whole)
          } else {
            line.update(from: left.row(row), count: width)
            (line + width).update(from: right.row(row), count: width)
            line[2 * width] = line[2 * width - 1]
            averageRow(line + whole, line + whole + 1, to, width)
          }
        }
      }
    }
  }

  /// The view through a window that stands `rows` down on both pictures one above the other.
  private func slide(_ upper: Picture, _ lower: Picture, rows: Int, into target: Picture) {
    eachPlane(upper, lower, target) { upper, lower, target, shift in
      let height = target.height
      let whole = rows >> shift
      func line(_ index: Int) -> UnsafeMutablePointer<UInt8> {
        index < height ? upper.row(index) : lower.row(min(index - height, height - 1))
      }
      for row in 0..<height {
        if rows & shift == 0 {
          target.row(row).update(from: line(row + whole), count: target.width)
        } else {
          averageRow(line(row + whole), line(row + whole + 1), target.row(row), target.width)
        }
      }
    }
  }
}

@inline(__always)
private func average(_ first: UInt8, _ second: UInt8) -> UInt8 {
  UInt8(truncatingIfNeeded: (UInt16(first) &+ UInt16(second) &+ 1) >> 1)
}

private func averageRow(
  _ first: UnsafeMutablePointer<UInt8>, _ second: UnsafeMutablePointer<UInt8>,
  _ target: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  for x in 0..<count { target[x] = average(first[x], second[x]) }
}

/// target = first + (second − first) · weight / 256
private func mixRow(
  _ first: UnsafeMutablePointer<UInt8>, _ second: UnsafeMutablePointer<UInt8>,
  _ target: UnsafeMutablePointer<UInt8>, _ count: Int, _ weight: UInt16
) {
  let keep = 256 &- weight
  for x in 0..<count {
    target[x] = UInt8(
      truncatingIfNeeded: (UInt16(first[x]) &* keep &+ UInt16(second[x]) &* weight &+ 128) >> 8)
  }
}
