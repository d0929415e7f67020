internal import Glibc

/// Keeps a sound's true peaks below a ceiling.
///
/// The gain of each sample depends on ``margin`` samples on both sides and on nothing before, so
/// that any window of a programme can be limited alone: windows which overlap agree in every bit
/// if they begin on the same grid of ``block`` samples. It falls over 5 ms before a peak and
/// rises over 100 ms after it; where several peaks act, the lowest gain holds.
public struct Limiter: Sendable {
  /// Samples of the grid on which gains are computed.
  public static let block = 64
  /// Samples before and after a window that its samples depend on.
  public static let margin = block * (max(attack, release) + 4)

  /// Blocks over which the gain falls before a peak, and rises after it.
  private static let attack = 4
  private static let release = 75
  /// Blocks on both sides of a peak's own over which the gain stays, so that the interpolation
  /// that made the peak sees one gain only.
  private static let hold = 1
  /// How far below the ceiling the limiter aims: what the interpolation can miss.
  private static let allowance = 0.03

  private let ceiling: Float
  private let meter: PeakMeter

  /// - Parameters:
  ///   - ceiling: Decibels relative to full scale, true peak.
  ///   - oversampling: How many points are looked at for each sample: 2, 4 or 8.
  public init(ceiling: Double, oversampling: Int) {
    self.ceiling = Float(Loudness.amplitude(ofDecibels: ceiling - Self.allowance))
    meter = PeakMeter(factor: oversampling)
  }

  /// Limits the middle of a sound.
  ///
  /// - Parameter sound: Left and right in turn: ``margin`` samples, a window of a multiple of
  ///   ``block`` samples, and ``margin`` samples.
  /// - Returns: The window, left and right in turn.
  public func limit(_ sound: [Float]) -> [Float] {
    let samples = sound.count / 2 - 2 * Self.margin
    precondition(samples >= 0 && samples % Self.block == 0, "the window is not on the grid")
    let peaks = peaks(sound)
    var window = Array(sound[2 * Self.margin..<2 * (Self.margin + samples)])
    guard peaks.contains(where: { $0 > ceiling }) else { return window }
    let gains = boundaryGains(peaks, blocks: samples / Self.block)
    for block in 0..<samples / Self.block {
      let first = gains[block]
      let last = gains[block + 1]
      if first == 1, last == 1 { continue }
      for index in 0..<Self.block {
        let weight = (Float(index) + 0.5) / Float(Self.block)
        let gain = first + (last - first) * weight
        let place = 2 * (block * Self.block + index)
        window[place] *= gain
        window[place + 1] *= gain
      }
    }
    return window
  }

  /// The peaks of all blocks but the outermost two, which have no neighbours.
  private func peaks(_ sound: [Float]) -> [Float] {
    let samples = sound.count / 2
    let count = samples / Self.block - 2
    var peaks = [Float](repeating: 0, count: count)
    let before = Self.block - PeakMeter.radius
    let length = samples - before
    var channel = [Float](repeating: 0, count: length)
    for side in 0..<2 {
      for index in 0..<length { channel[index] = sound[2 * (before + index) + side] }
      channel.withUnsafeBufferPointer { channel in
        peaks.withUnsafeMutableBufferPointer { peaks in
          meter.measure(channel.baseAddress!, block: Self.block, floor: ceiling, peaks: peaks)
        }
      }
    }
    return peaks
  }

  /// The gains at the edges of the window's blocks.
  private func boundaryGains(_ peaks: [Float], blocks: Int) -> [Float] {
    // Place in `peaks` of the window's first block: the first peak is that of the sound's second
    // block.
    let offset = Self.margin / Self.block - 1
    // From the block before the window to the one after it.
    var reductions = [Float](repeating: 0, count: blocks + 2)
    for (place, peak) in peaks.enumerated() where peak > ceiling {
      let reduction = 20 * log10(peak / ceiling)
      let center = place - offset + 1
      let first = max(0, center - Self.hold - Self.attack)
      let last = min(reductions.count - 1, center + Self.hold + Self.release)
      guard first <= last else { continue }
      for index in first...last {
        reductions[index] = max(reductions[index], reduction * Self.shape[index - center])
      }
    }
    return (0...blocks).map { edge in
      let reduction = max(reductions[edge], reductions[edge + 1])
      return reduction == 0 ? 1 : Float(Loudness.amplitude(ofDecibels: -Double(reduction)))
    }
  }

  /// How much of a peak's reduction holds so many blocks after it.
  private static let shape = Shape()

  private struct Shape: Sendable {
    private let values: [Float]

    init() {
      let first = -(Limiter.hold + Limiter.attack)
      let last = Limiter.hold + Limiter.release
      values = (first...last).map { place in
        let beyond = abs(place) - Limiter.hold
        let length = (place < 0 ? Limiter.attack : Limiter.release) + 1
        return beyond <= 0 ? 1 : Float(0.5 + 0.5 * cos(.pi * Double(beyond) / Double(length)))
      }
    }

    subscript(place: Int) -> Float { values[place + Limiter.hold + Limiter.attack] }
  }
}
