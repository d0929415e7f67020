internal import CPictureVectors

/// Weighs neighbours in a line of sums and adds them up, for each column of a target: the second
/// half of sampling a picture. Not for several threads.
final class SampledColumns {
  /// What decides where columns take their sums from, beside the kernel.
  struct Layout: Equatable {
    /// Columns of the target.
    var count: Int
    /// The place of the first column's middle, and the way to the next one's, in 1/65536 of a
    /// source pixel.
    var start: Int
    var advance: Int
    /// The source column with which a line begins.
    var low: Int
  }

  /// Where a target's column takes its sums from.
  private struct Column {
    var first: Int32
    /// The place of its weights.
    var weights: Int32
  }

  /// Sums that a line must have room for behind its last one.
  static let excess = 64

  private static let shift = SampledRows.extraBits + SamplingKernel.unity.trailingZeroBitCount

  private let usesVectors: Bool
  private var layout: Layout?
  private var kernel: SamplingKernel?
  private var columns: [Column] = []
  /// The same for vectors, if they do for this layout.
  private var blocks: [reel_columns] = []
  private var blockWeights: [Int16] = []

  init(usesVectors: Bool) { self.usesVectors = usesVectors }

  /// Is to be called before lines of another layout are summed.
  func prepare(_ layout: Layout, kernel: SamplingKernel) {
    if layout == self.layout && kernel === self.kernel { return }
    self.layout = layout
    self.kernel = kernel
    columns.removeAll(keepingCapacity: true)
    var place = layout.start
    for _ in 0..<layout.count {
      let phase = (place & 65535) >> (16 - SamplingKernel.phaseBits)
      columns.append(
        Column(
          first: Int32((place >> 16) - kernel.taps / 2 + 1 - layout.low),
          weights: Int32(phase * kernel.stride)))
      place += layout.advance
    }
    blocks.removeAll(keepingCapacity: true)
    blockWeights.removeAll(keepingCapacity: true)
    if usesVectors && layout.count >= 8 { prepareBlocks(kernel) }
  }

  /// Lays out eight columns at a time, as far as the pixels of four lie within 16 bytes.
  private func prepareBlocks(_ kernel: SamplingKernel) {
    for start in stride(from: 0, to: columns.count, by: 8) {
      let eight = columns[min(start, columns.count - 8)...].prefix(8)
      var block = reel_columns()
      let bases = [eight.first!.first, eight[eight.startIndex + 4].first]
      block.first = (bases[0], bases[1])
      let fits = withUnsafeMutableBytes(of: &block.places) { places in
        for (index, column) in eight.enumerated() {
          let distance = column.first - bases[index / 4]
          guard 0...6 ~= distance else { return false }
          for byte in 0..<4 { places[4 * index + byte] = UInt8(2 * Int(distance) + byte) }
        }
        return true
      }
      guard fits else { return blocks.removeAll(keepingCapacity: true) }
      blocks.append(block)
      for pair in 0..<kernel.taps / 2 {
        for column in eight {
          let weights = Int(column.weights) + 2 * pair
          blockWeights.append(kernel.weights[weights])
          blockWeights.append(kernel.weights[weights + 1])
        }
      }
    }
  }

  /// Writes a row of pixels.
  ///
  /// - Parameter line: The sums of the layout's source columns.
  func sum(_ line: UnsafePointer<Int16>, into target: UnsafeMutablePointer<UInt8>) {
    guard let kernel else { return }
    if !blocks.isEmpty {
      reel_filter_across(
        line, blocks, blockWeights, kernel.taps / 2, Int32(Self.shift), columns.count, target)
      return
    }
    kernel.weights.withUnsafeBufferPointer { weights in
      columns.withUnsafeBufferPointer { columns in
        sum(
          line, columns: columns.baseAddress!, count: columns.count, stride: kernel.stride,
          weights: weights.baseAddress!, into: target)
      }
    }
  }

  /// Four target pixels at a time: the products of two or more are summed side by side.
  private func sum(
    _ line: UnsafePointer<Int16>, columns: UnsafePointer<Column>, count: Int, stride: Int,
    weights: UnsafePointer<Int16>, into target: UnsafeMutablePointer<UInt8>
  ) {
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
    let shift = Int32(Self.shift)
    let rounded = (sums &+ (1 << (shift - 1))) &>> SIMD4(repeating: shift)
    let bounded = rounded.clamped(
      lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
    UnsafeMutableRawPointer(target).storeBytes(
      of: SIMD4<UInt8>(truncatingIfNeeded: bounded), as: SIMD4<UInt8>.self)
  }
}
