/// Lays decoded sound on a time line of samples at 48 kHz: fills gaps with silence, cuts what
/// overlaps, lies before the start or behind the end.
struct SoundTimeline {
  /// Samples handed on so far; also the place of the next one.
  private(set) var samples = 0
  /// The place at which the time line ends; `nil` means it goes on.
  let length: Int?
  let sink: (UnsafeBufferPointer<Float>) throws -> Void

  /// Samples of silence that are handed on at once.
  private static let silence = [Float](repeating: 0, count: 2 * 8192)

  init(length: Int?, sink: @escaping (UnsafeBufferPointer<Float>) throws -> Void) {
    self.length = length
    self.sink = sink
  }

  var isFull: Bool { length.map { samples >= $0 } ?? false }

  /// - Parameters:
  ///   - stereo: Left and right in turn.
  ///   - place: Where its first sample belongs; may be negative.
  mutating func add(_ stereo: [Float], at place: Int) throws {
    let end = min(place + stereo.count / 2, length ?? Int.max)
    guard end > samples else { return }
    try fill(to: min(place, end))
    guard end > samples else { return }
    let skipped = samples - place
    try stereo.withUnsafeBufferPointer { stereo in
      try sink(UnsafeBufferPointer(rebasing: stereo[2 * skipped..<2 * (end - place)]))
    }
    samples = end
  }

  private mutating func fill(to end: Int) throws {
    while samples < end {
      let count = min(end - samples, Self.silence.count / 2)
      try Self.silence.withUnsafeBufferPointer {
        try sink(UnsafeBufferPointer(rebasing: $0[..<(2 * count)]))
      }
      samples += count
    }
  }
}
