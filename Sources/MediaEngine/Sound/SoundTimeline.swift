/// Lays decoded sound on a time line of samples at 48 kHz: fills gaps with silence, cuts what
/// overlaps, lies before the start or behind the end.
///
/// The last samples are kept until ``finish(end:)``, since what fills a file's last packet is
/// known only when there is no other.
struct SoundTimeline {
  /// Samples laid so far; also the place of the next one.
  private(set) var samples = 0
  /// The place at which the time line ends; `nil` means it goes on.
  let length: Int?
  let sink: (UnsafeBufferPointer<Float>) throws -> Void
  /// What was laid and not handed on yet.
  private var kept: [Float] = []

  /// The samples at the end that can be taken back: more than any packet holds.
  static let longestKept = 8192
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
    kept.append(contentsOf: stereo[2 * skipped..<2 * (end - place)])
    samples = end
    if kept.count >= 6 * Self.longestKept { try handOn(all: false) }
  }

  /// Hands on what is left.
  ///
  /// - Parameter end: Where the sound ends, if that is before what was laid.
  mutating func finish(end: Int?) throws {
    if let end, end < samples {
      let surplus = min(samples - end, kept.count / 2)
      kept.removeLast(2 * surplus)
      samples -= surplus
    }
    try handOn(all: true)
  }

  private mutating func handOn(all: Bool) throws {
    let count = all ? kept.count : kept.count - 2 * Self.longestKept
    guard count > 0 else { return }
    try kept.withUnsafeBufferPointer { try sink(UnsafeBufferPointer(rebasing: $0[..<count])) }
    kept.removeFirst(count)
  }

  private mutating func fill(to end: Int) throws {
    while samples < end {
      let count = min(end - samples, Self.silence.count / 2)
      kept.append(contentsOf: Self.silence[..<(2 * count)])
      samples += count
      try handOn(all: false)
    }
  }
}
