extension Picture {
  /// Makes colours that stand for themselves into premultiplied ones.
  func premultiply() {
    guard let alpha else { return }
    for row in 0..<height {
      let alphaRow = alpha.row(row)
      let lumaRow = luma.row(row)
      for x in 0..<width { lumaRow[x] = scale(lumaRow[x], around: 16, by: Int32(alphaRow[x])) }
    }
    for row in 0..<blue.height {
      let blueRow = blue.row(row)
      let redRow = red.row(row)
      for x in 0..<blue.width {
        let (sum, count) = alphaSum(alpha, chromaX: x, chromaY: row)
        let weight = (sum + count / 2) / count
        blueRow[x] = scale(blueRow[x], around: 128, by: weight)
        redRow[x] = scale(redRow[x], around: 128, by: weight)
      }
    }
  }

  /// Lays a picture with alpha over this one.
  ///
  /// - Parameters:
  ///   - layer: Premultiplied; one without alpha is opaque.
  ///   - x: Where its left edge lies, an even number of pixels; what lies outside is cut off.
  ///   - y: Where its top edge lies, even.
  ///   - opacity: 0…256.
  ///   - part: The only part of the layer that is not fully transparent, with an even origin;
  ///     `nil` if it may be all of it.
  public func composite(
    _ layer: Picture, x: Int, y: Int, opacity: Int, part: PixelRectangle? = nil
  ) {
    precondition(x % 2 == 0 && y % 2 == 0)
    let part = part ?? PixelRectangle(x: 0, y: 0, width: layer.width, height: layer.height)
    let left = max(part.x, -x)
    let top = max(part.y, -y)
    let right = min(part.x + part.width, width - x)
    let bottom = min(part.y + part.height, height - y)
    guard left < right, top < bottom else { return }
    let opacity = Int32(opacity)
    for row in top..<bottom {
      blendRow(
        luma.row(y + row) + x + left, layer.luma.row(row) + left,
        layer.alpha.map { $0.row(row) + left }, count: right - left, zero: 16, opacity: opacity)
      if let alpha {
        blendAlpha(
          alpha.row(y + row) + x + left, layer.alpha.map { $0.row(row) + left },
          count: right - left, opacity: opacity)
      }
    }
    let chromaLeft = left / 2
    let chromaCount = (right + 1) / 2 - chromaLeft
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chromaCount) { weights in
      let weights = weights.baseAddress!
      for row in (top / 2)..<((bottom + 1) / 2) {
        // A sample at an odd edge covers its pixels by half only.
        let isHalfRow = 2 * row + 1 >= layer.height
        for index in 0..<chromaCount {
          let column = chromaLeft + index
          if let alpha = layer.alpha {
            weights[index] = UInt8((alphaSum(alpha, chromaX: column, chromaY: row).sum + 2) / 4)
          } else {
            let isHalf = 2 * column + 1 >= layer.width
            weights[index] = isHalf || isHalfRow ? (isHalf && isHalfRow ? 64 : 128) : 255
          }
        }
        for (target, source) in [(blue, layer.blue), (red, layer.red)] {
          let to = target.row(y / 2 + row) + x / 2 + chromaLeft
          let from = source.row(row) + chromaLeft
          let last = chromaLeft + chromaCount - 1
          let isHalfEnd = 2 * last + 1 >= layer.width
          blendRow(
            to, from, weights, count: chromaCount - (isHalfEnd ? 1 : 0), zero: 128,
            opacity: isHalfRow ? opacity / 2 : opacity, weightOpacity: opacity)
          if isHalfEnd {
            blendRow(
              to + chromaCount - 1, from + chromaCount - 1, weights + chromaCount - 1, count: 1,
              zero: 128, opacity: isHalfRow ? opacity / 4 : opacity / 2, weightOpacity: opacity)
          }
        }
      }
    }
  }

  /// The alpha of up to four pixels that share a chroma sample, and their number.
  @inline(__always)
  private func alphaSum(_ alpha: Plane, chromaX: Int, chromaY: Int) -> (sum: Int32, count: Int32) {
    let first = alpha.row(2 * chromaY) + 2 * chromaX
    var sum = Int32(first[0])
    var count: Int32 = 1
    let hasRight = 2 * chromaX + 1 < alpha.width
    if hasRight {
      sum &+= Int32(first[1])
      count = 2
    }
    if 2 * chromaY + 1 < alpha.height {
      sum &+= Int32(first[alpha.stride])
      if hasRight { sum &+= Int32(first[alpha.stride + 1]) }
      count &*= 2
    }
    return (sum, count)
  }
}

@inline(__always)
private func scale(_ value: UInt8, around zero: Int32, by weight: Int32) -> UInt8 {
  let product = (Int32(value) &- zero) &* weight
  return UInt8(truncatingIfNeeded: zero &+ (product &+ (product < 0 ? -127 : 127)) / 255)
}

/// Multiplies by 1/255 with rounding, for 0…65025.
@inline(__always)
private func divided255(_ value: Int32) -> Int32 { (value &+ 128 &+ ((value &+ 128) >> 8)) >> 8 }

/// target = source·opacity + target·(1 − weight·opacity), both measured from `zero`.
private func blendRow(
  _ target: UnsafeMutablePointer<UInt8>, _ source: UnsafePointer<UInt8>,
  _ weights: UnsafePointer<UInt8>?, count: Int, zero: Int32, opacity: Int32,
  weightOpacity: Int32? = nil
) {
  let weightOpacity = weightOpacity ?? opacity
  if opacity == 256, weightOpacity == 256, let weights {
    blendFullRow(target, source, weights, count: count, zero: UInt16(zero))
    return
  }
  for x in 0..<count {
    let weight = weights.map { Int32($0[x]) } ?? 255
    if weight == 0 { continue }
    // In 1/65280, which is 255 · 256.
    let rest = 65280 &- weight &* weightOpacity
    let sum =
      (Int32(source[x]) &- zero) &* opacity &* 255 &+ (Int32(target[x]) &- zero) &* rest
    target[x] = clamp8(zero &+ (sum &+ (sum < 0 ? -32640 : 32640)) / 65280)
  }
}

/// The usual case, in arithmetic that fits 16 bits: (target − zero)·(255 − weight) / 255 is a
/// quotient of what is never negative, less `zero`.
private func blendFullRow(
  _ target: UnsafeMutablePointer<UInt8>, _ source: UnsafePointer<UInt8>,
  _ weights: UnsafePointer<UInt8>, count: Int, zero: UInt16
) {
  for x in 0..<count {
    let weight = UInt16(weights[x])
    let product = UInt16(target[x]) &* (255 &- weight) &+ zero &* weight &+ 128
    let rest = Int16(truncatingIfNeeded: (product &+ (product >> 8)) >> 8)
    let sum = Int16(source[x]) &+ rest &- Int16(truncatingIfNeeded: zero)
    target[x] = UInt8(truncatingIfNeeded: max(0, min(255, sum)))
  }
}

private func blendAlpha(
  _ target: UnsafeMutablePointer<UInt8>, _ weights: UnsafePointer<UInt8>?, count: Int,
  opacity: Int32
) {
  for x in 0..<count {
    let weight = ((weights.map { Int32($0[x]) } ?? 255) &* opacity) >> 8
    target[x] = clamp8(weight &+ divided255(Int32(target[x]) &* (255 &- weight)))
  }
}
