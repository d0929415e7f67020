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

  /// Draws a part of a picture over the whole of another. Alpha is left out.
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
                + (place & 65535) >> (16 - SamplingKernel.phaseBits) * down.taps,
              columns: inside, into: line + (inside.lowerBound - low))
            extendLine(low: low, high: high, inside: inside)
            filterAcross(
              target.row(row), columns: columns.baseAddress!, count: target.width,
              taps: across.taps, weights: acrossWeights.baseAddress!)
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
          weights: Int32(phase * kernel.taps)))
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
    let count = columns.count
    let shift = Int32(Self.weightBits - Self.extraBits)
    let half: Int32 = 1 << (shift - 1)
    if taps == 4 {
      let (a, b, c, d) = (row(0), row(1), row(2), row(3))
      let (wa, wb, wc, wd) = (weights[0], weights[1], weights[2], weights[3])
      for x in 0..<count {
        let sum =
          Int32(a[x]) &* Int32(wa) &+ Int32(b[x]) &* Int32(wb) &+ Int32(c[x]) &* Int32(wc)
          &+ Int32(d[x]) &* Int32(wd)
        target[x] = Int16(truncatingIfNeeded: (sum &+ half) >> shift)
      }
      return
    }
    if taps == 2 {
      let (a, b) = (row(0), row(1))
      let (wa, wb) = (weights[0], weights[1])
      for x in 0..<count {
        let sum = Int32(a[x]) &* Int32(wa) &+ Int32(b[x]) &* Int32(wb)
        target[x] = Int16(truncatingIfNeeded: (sum &+ half) >> shift)
      }
      return
    }
    if taps == 6 {
      let (a, b, c, d, e, f) = (row(0), row(1), row(2), row(3), row(4), row(5))
      let (wa, wb, wc) = (weights[0], weights[1], weights[2])
      let (wd, we, wf) = (weights[3], weights[4], weights[5])
      for x in 0..<count {
        let first =
          Int32(a[x]) &* Int32(wa) &+ Int32(b[x]) &* Int32(wb) &+ Int32(c[x]) &* Int32(wc)
        let second =
          Int32(d[x]) &* Int32(wd) &+ Int32(e[x]) &* Int32(we) &+ Int32(f[x]) &* Int32(wf)
        target[x] = Int16(truncatingIfNeeded: (first &+ second &+ half) >> shift)
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { sums in
      let sums = sums.baseAddress!
      sums.initialize(repeating: half, count: count)
      for tap in stride(from: 0, to: taps, by: 2) {
        let (a, b) = (row(tap), row(tap + 1))
        let (wa, wb) = (weights[tap], weights[tap + 1])
        for x in 0..<count {
          sums[x] = sums[x] &+ Int32(a[x]) &* Int32(wa) &+ Int32(b[x]) &* Int32(wb)
        }
      }
      for x in 0..<count { target[x] = Int16(truncatingIfNeeded: sums[x] >> shift) }
    }
  }

  private func filterAcross(
    _ target: UnsafeMutablePointer<UInt8>, columns: UnsafePointer<Column>, count: Int, taps: Int,
    weights: UnsafePointer<Int16>
  ) {
    let shift = Int32(Self.weightBits + Self.extraBits)
    let half: Int32 = 1 << (shift - 1)
    let line = UnsafePointer(self.line)
    if taps == 4 {
      for x in 0..<count {
        let pixels = line + Int(columns[x].first)
        let weights = weights + Int(columns[x].weights)
        let sum =
          Int32(pixels[0]) &* Int32(weights[0]) &+ Int32(pixels[1]) &* Int32(weights[1])
          &+ Int32(pixels[2]) &* Int32(weights[2]) &+ Int32(pixels[3]) &* Int32(weights[3])
        target[x] = clamp8((sum &+ half) >> shift)
      }
      return
    }
    if taps == 2 {
      for x in 0..<count {
        let pixels = line + Int(columns[x].first)
        let weights = weights + Int(columns[x].weights)
        let sum =
          Int32(pixels[0]) &* Int32(weights[0]) &+ Int32(pixels[1]) &* Int32(weights[1])
        target[x] = clamp8((sum &+ half) >> shift)
      }
      return
    }
    if taps == 6 {
      for x in 0..<count {
        let pixels = line + Int(columns[x].first)
        let weights = weights + Int(columns[x].weights)
        let first =
          Int32(pixels[0]) &* Int32(weights[0]) &+ Int32(pixels[1]) &* Int32(weights[1])
          &+ Int32(pixels[2]) &* Int32(weights[2])
        let second =
          Int32(pixels[3]) &* Int32(weights[3]) &+ Int32(pixels[4]) &* Int32(weights[4])
          &+ Int32(pixels[5]) &* Int32(weights[5])
        target[x] = clamp8((first &+ second &+ half) >> shift)
      }
      return
    }
    for x in 0..<count {
      let pixels = line + Int(columns[x].first)
      let weights = weights + Int(columns[x].weights)
      var sum = half
      for tap in 0..<taps { sum = sum &+ Int32(pixels[tap]) &* Int32(weights[tap]) }
      target[x] = clamp8(sum >> shift)
    }
  }
}
