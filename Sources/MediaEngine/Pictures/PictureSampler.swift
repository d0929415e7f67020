/// Shows a part of a picture, to fractions of a pixel: what a moving camera sees.
///
/// The part's place and size are kept in 1/65536 pixel and the weights for 1024 places between
/// two pixels, so that slow moves are even. Rows are filtered down the columns first and then
/// along the row, in integers. Not for several threads.
public final class PictureSampler {
  private let kernel: Kernel
  private var kernels: [Int: SamplingKernel] = [:]
  private let columns: SampledColumns
  private let rows: SampledRows
  private var line: UnsafeMutablePointer<Int16>
  private var lineCapacity = 0

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

  /// - Parameter usesVectors: Whether to use the instructions that Swift has no words for. They
  ///   change no pixel.
  init(kernel: Kernel, usesVectors: Bool) {
    self.kernel = kernel
    columns = SampledColumns(usesVectors: usesVectors)
    rows = SampledRows(usesVectors: usesVectors)
    line = .allocate(capacity: 0)
  }

  public convenience init(kernel: Kernel) {
    self.init(kernel: kernel, usesVectors: ProcessorFeatures.hasPictureVectors)
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
    columns.prepare(
      .init(count: target.width, start: startX, advance: advanceX, low: low), kernel: across)
    reserveLine(high - low + 1 + SampledColumns.excess)
    let inside = max(low, 0)..<max(min(high + 1, source.width), max(low, 0) + 1)
    for row in 0..<target.height {
      // Not added up step by step, so that a long way gathers no error.
      let place = Int(((y + stepY * Double(row)) * one).rounded())
      rows.sum(
        source, first: (place >> 16) - down.taps / 2 + 1, kernel: down,
        phase: (place & 65535) >> (16 - SamplingKernel.phaseBits), columns: inside,
        into: line + (inside.lowerBound - low))
      extendLine(low: low, high: high, inside: inside)
      columns.sum(line, into: target.row(row))
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
}
