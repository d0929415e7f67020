/// A table of colours in the form `.cube`, with three dimensions or one.
public struct ColorCube: Sendable {
  public typealias Value = SIMD3<Double>

  /// Colours a side, or steps of the curves.
  public let size: Int
  /// Whether each channel has a curve of its own, in place of a cube of colours.
  public let isCurve: Bool
  let low: Value
  let high: Value
  /// Red changes first.
  let values: [Value]

  /// The result for a colour with components from 0 to 1, by tetrahedral interpolation.
  func color(_ color: Value) -> Value {
    let last = Double(size - 1)
    var place = (color - low) / (high - low) * last
    place.clamp(lowerBound: Value(repeating: 0), upperBound: Value(repeating: last))
    let floor = place.rounded(.down)
    let base = SIMD3<Int>(
      min(Int(floor.x), size - 2), min(Int(floor.y), size - 2), min(Int(floor.z), size - 2))
    let share = place - Value(Double(base.x), Double(base.y), Double(base.z))
    if isCurve { return curve(base, share) }
    func corner(_ x: Int, _ y: Int, _ z: Int) -> Value {
      values[((base.z + z) * size + base.y + y) * size + base.x + x]
    }
    // From the nearest corner to the farthest, along the largest share first.
    let order: (SIMD3<Int>, SIMD3<Int>)
    if share.x >= share.y {
      order =
        share.y >= share.z
        ? (.init(1, 0, 0), .init(1, 1, 0))
        : share.x >= share.z ? (.init(1, 0, 0), .init(1, 0, 1)) : (.init(0, 0, 1), .init(1, 0, 1))
    } else {
      order =
        share.x >= share.z
        ? (.init(0, 1, 0), .init(1, 1, 0))
        : share.y >= share.z ? (.init(0, 1, 0), .init(0, 1, 1)) : (.init(0, 0, 1), .init(0, 1, 1))
    }
    let most = max(share.x, share.y, share.z)
    let least = min(share.x, share.y, share.z)
    let middle = share.x + share.y + share.z - most - least
    let near = corner(0, 0, 0) * (1 - most)
    let first = corner(order.0.x, order.0.y, order.0.z) * (most - middle)
    let second = corner(order.1.x, order.1.y, order.1.z) * (middle - least)
    return near + first + second + corner(1, 1, 1) * least
  }

  private func curve(_ base: SIMD3<Int>, _ share: Value) -> Value {
    var result = Value()
    for channel in 0..<3 {
      let first = values[base[channel]][channel]
      result[channel] = first + (values[base[channel] + 1][channel] - first) * share[channel]
    }
    return result
  }
}
