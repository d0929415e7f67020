/// Shows a part of a picture, to fractions of a pixel: what a moving camera sees.
///
/// The part's place and size are kept in 1/65536 pixel and the weights for 1024 places between
/// two pixels, so that slow moves are even. Rows are filtered down the columns first and then
/// along the row, in integers. Not for several threads.
public final class PictureSampler {
  private let kernel: Kernel
  private var kernels: [Int: SamplingKernel] = [:]
  private var line: UnsafeMutablePointer<Int16>
  private var lineCapacity = 0
  private var columns: [Column] = []

  /// The part of a picture that is shown, in pixels; may reach over the edges, where the
  /// outermost pixels repeat.
  public struct View: Hashable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// Where a target's column takes its pixels from.
  private struct Column {
    var first: Int32
    /// The place of its weights.
    var weights: Int32
  }

  /// Bits by which the vertical pass leaves its sums larger than pixels.
  private static let extraBits = 6
  private static let weightBits = 14

  public init(kernel: Kernel) {
    self.kernel = kernel
    line = .allocate(capacity: 0)
  }

  deinit { line.deallocate() }

  /// Draws a part of a picture over the whole of another. Alpha is left out unless both have it.
  public func draw(_ source: Picture, view: View, into target: Picture) {
    let scaleX = view.width / Double(target.width)
    let scaleY = view.height / Double(target.height)
    let across = kernel(reduction: scaleX)
    let down = kernel(reduction: scaleY)
    // The middle of a pixel lies half a pixel from its edge. Chroma lies level with the left
    // pixel of two, and between two rows.
    sample(
      source.luma, into: target.luma, across: across, down: down,
      x: view.x + 0.5 * scaleX - 0.5, stepX: scaleX,
      y: view.y + 0.5 * scaleY - 0.5, stepY: scaleY)
    if let from = source.alpha, let to = target.alpha {
      sample(
        from, into: to, across: across, down: down,
        x: view.x + 0.5 * scaleX - 0.5, stepX: scaleX,
        y: view.y + 0.5 * scaleY - 0.5, stepY: scaleY)
    }
    for (from, to) in [(source.blue, target.blue), (source.red, target.red)] {
      sample(
        from, into: to, across: across, down: down,
        x: (view.x + 0.5 * scaleX - 0.5) / 2, stepX: scaleX,
        y: (view.y + scaleY - 1) / 2, stepY: scaleY)
    }
  }

  private func kernel(reduction: Double) -> SamplingKernel {
    let key = reduction > 1.2 ? Int((reduction * 16).rounded(.up)) : 16
    if let known = kernels[key] { return known }
    let made = SamplingKernel(kernel, reduction: Double(key) / 16)
    kernels[key] = made
    return made
  }

  /// - Parameters:
  ///   - x: The place of the first target column's middle, in source pixels from the middle of
  ///     the first.
  ///   - y: The same for rows.
  private func sample(
    _ source: Picture.Plane, into target: Picture.Plane, across: SamplingKernel,
    down: SamplingKernel, x: Double, stepX: Double, y: Double, stepY: Double
  ) {
    let one = 65536.0
    let startX = Int((x * one).rounded())
    let advanceX = Int((stepX * one).rounded())
    let endX = startX + advanceX * (target.width - 1)
    // The source columns that any target column needs.
    let low = (startX >> 16) - across.taps / 2 + 1
    let high = (endX >> 16) + across.taps / 2
    prepareColumns(
      count: target.width, start: startX, advance: advanceX, kernel: across, low: low)
    reserveLine(high - low + 1 + 64)
    let inside = max(low, 0)..<max(min(high + 1, source.width), max(low, 0) + 1)
    across.weights.withUnsafeBufferPointer { acrossWeights in
      down.weights.withUnsafeBufferPointer { downWeights in
        columns.withUnsafeBufferPointer { columns in
          for row in 0..<target.height {
            // Not added up step by step, so that a long way gathers no error.
            let place = Int(((y + stepY * Double(row)) * one).rounded())
            filterDown(
              source, taps: down.taps, first: (place >> 16) - down.taps / 2 + 1,
              weights: downWeights.baseAddress!
                + (place & 65535) >> (16 - SamplingKernel.phaseBits) * down.stride,
              columns: inside, into: line + (inside.lowerBound - low))
            extendLine(low: low, high: high, inside: inside)
            filterAcross(
              target.row(row), columns: columns.baseAddress!, count: target.width,
              stride: across.stride, weights: acrossWeights.baseAddress!)
          }
        }
      }
    }
  }

  private func prepareColumns(
    count: Int, start: Int, advance: Int, kernel: SamplingKernel, low: Int
  ) {
    columns.removeAll(keepingCapacity: true)
    var place = start
    for _ in 0..<count {
      let phase = (place & 65535) >> (16 - SamplingKernel.phaseBits)
      columns.append(
        Column(
          first: Int32((place >> 16) - kernel.taps / 2 + 1 - low),
          weights: Int32(phase * kernel.stride)))
      place += advance
    }
  }

  private func reserveLine(_ count: Int) {
    guard count > lineCapacity else { return }
    line.deallocate()
    line = .allocate(capacity: count)
    line.initialize(repeating: 0, count: count)
    lineCapacity = count
  }

  /// Repeats the outermost pixels where the view reaches over the edges.
  private func extendLine(low: Int, high: Int, inside: Range<Int>) {
    let first = inside.lowerBound - low
    let last = inside.upperBound - 1 - low
    for index in 0..<max(0, first) { line[index] = line[first] }
    for index in (last + 1)..<max(last + 1, high - low + 1) { line[index] = line[last] }
  }

  private func filterDown(
    _ source: Picture.Plane, taps: Int, first: Int, weights: UnsafePointer<Int16>,
    columns: Range<Int>, into target: UnsafeMutablePointer<Int16>
  ) {
    func row(_ tap: Int) -> UnsafePointer<UInt8> {
      let index = max(0, min(source.height - 1, first + tap))
      return UnsafePointer(source.row(index) + columns.lowerBound)
    }
    let middle = Int16((128 << Self.extraBits) + taps / 2)
    let count = columns.count
    if taps == 6 {
      let (a, b, c, d, e, f) = (row(0), row(1), row(2), row(3), row(4), row(5))
      let (wa, wb, wc) = (weights[0], weights[1], weights[2])
      let (wd, we, wf) = (weights[3], weights[4], weights[5])
      for x in 0..<count {
        let first = Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb) &+ Self.weighed(c[x], wc)
        let second = Self.weighed(d[x], wd) &+ Self.weighed(e[x], we) &+ Self.weighed(f[x], wf)
        target[x] = first &+ second &+ middle
      }
      return
    }
    // Four at a time, also of two: weights have zeros behind them.
    for tap in stride(from: 0, to: taps, by: 4) {
      let (a, b, c, d) = (row(tap), row(tap + 1), row(tap + 2), row(tap + 3))
      let (wa, wb) = (weights[tap], weights[tap + 1])
      let (wc, wd) = (weights[tap + 2], weights[tap + 3])
      if tap == 0 {
        for x in 0..<count {
          target[x] =
            Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb) &+ Self.weighed(c[x], wc)
            &+ Self.weighed(d[x], wd) &+ middle
        }
      } else {
        for x in 0..<count {
          target[x] =
            target[x] &+ Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb)
            &+ Self.weighed(c[x], wc) &+ Self.weighed(d[x], wd)
        }
      }
    }
  }

  /// A pixel's share of a sum, in 1/64: the upper half of a product of 16 bits, which processors
  /// compute for many pixels at once.
  ///
  /// The pixel counts from -128 on, so that it fits; and the share is rounded down, so that a sum of n
  /// of them is n/2 too small on average.
  @inline(__always)
  private static func weighed(_ pixel: UInt8, _ weight: Int16) -> Int16 {
    let centred = Int16(bitPattern: UInt16(pixel) &<< 8 ^ 0x8000)
    return Int16(truncatingIfNeeded: (Int32(centred) &* Int32(weight)) &>> 16)
  }

  /// Four target pixels at a time: the products of two or more are summed side by side.
  private func filterAcross(
    _ target: UnsafeMutablePointer<UInt8>, columns: UnsafePointer<Column>, count: Int,
    stride: Int, weights: UnsafePointer<Int16>
  ) {
    let line = UnsafePointer(self.line)
    var x = 0
    while x + 4 <= count {
      store(
        sums(of: columns + x, stride: stride, weights: weights, line: line), to: target + x)
      x += 4
    }
    // The last ones, next to copies of themselves.
    while x < count {
      withUnsafeTemporaryAllocation(of: Column.self, capacity: 4) { copies in
        copies.initialize(repeating: columns[x])
        let sum = sums(
          of: copies.baseAddress!, stride: stride, weights: weights, line: line)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { bytes in
          store(sum, to: bytes.baseAddress!)
          target[x] = bytes[0]
        }
      }
      x += 1
    }
  }

  @inline(__always)
  private func sums(
    of columns: UnsafePointer<Column>, stride: Int, weights: UnsafePointer<Int16>,
    line: UnsafePointer<Int16>
  ) -> SIMD4<Int32> {
    if stride == 4 {
      let first = pairs(columns[0], columns[1], weights, line)
      let second = pairs(columns[2], columns[3], weights, line)
      return folded(first, second)
    }
    var sums = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
    var offset = 0
    while offset < stride {
      sums.0 &+= products(columns[0], offset, weights, line)
      sums.1 &+= products(columns[1], offset, weights, line)
      sums.2 &+= products(columns[2], offset, weights, line)
      sums.3 &+= products(columns[3], offset, weights, line)
      offset += 8
    }
    return folded(folded(sums.0, sums.1), folded(sums.2, sums.3))
  }

  /// The sums of neighbours: two of the first, then two of the second.
  @inline(__always)
  private func folded(_ first: SIMD4<Int32>, _ second: SIMD4<Int32>) -> SIMD4<Int32> {
    let both = SIMD8<Int32>(lowHalf: first, highHalf: second)
    return both.evenHalf &+ both.oddHalf
  }

  /// Two columns with four weights each: two sums for each of them.
  @inline(__always)
  private func pairs(
    _ first: Column, _ second: Column, _ weights: UnsafePointer<Int16>,
    _ line: UnsafePointer<Int16>
  ) -> SIMD4<Int32> {
    func four(_ base: UnsafePointer<Int16>, _ offset: Int32) -> SIMD4<Int16> {
      UnsafeRawPointer(base + Int(offset)).loadUnaligned(as: SIMD4<Int16>.self)
    }
    return multiplied(
      SIMD8(lowHalf: four(line, first.first), highHalf: four(line, second.first)),
      SIMD8(lowHalf: four(weights, first.weights), highHalf: four(weights, second.weights)))
  }

  /// Eight weights of one column from an offset on: four sums.
  @inline(__always)
  private func products(
    _ column: Column, _ offset: Int, _ weights: UnsafePointer<Int16>, _ line: UnsafePointer<Int16>
  ) -> SIMD4<Int32> {
    func eight(_ base: UnsafePointer<Int16>, _ start: Int32) -> SIMD8<Int16> {
      UnsafeRawPointer(base + Int(start) + offset).loadUnaligned(as: SIMD8<Int16>.self)
    }
    return multiplied(eight(line, column.first), eight(weights, column.weights))
  }

  /// Products of 16 bits, added in pairs: one instruction of most processors.
  @inline(__always)
  private func multiplied(_ first: SIMD8<Int16>, _ second: SIMD8<Int16>) -> SIMD4<Int32> {
    let products =
      SIMD8<Int32>(truncatingIfNeeded: first) &* SIMD8<Int32>(truncatingIfNeeded: second)
    return products.evenHalf &+ products.oddHalf
  }

  @inline(__always)
  private func store(_ sums: SIMD4<Int32>, to target: UnsafeMutablePointer<UInt8>) {
    let shift = Int32(Self.weightBits + Self.extraBits)
    let rounded = (sums &+ (1 << (shift - 1))) &>> SIMD4(repeating: shift)
    let bounded = rounded.clamped(
      lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
    UnsafeMutableRawPointer(target).storeBytes(
      of: SIMD4<UInt8>(truncatingIfNeeded: bounded), as: SIMD4<UInt8>.self)
  }
}
