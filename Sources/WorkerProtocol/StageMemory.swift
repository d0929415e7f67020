internal import CGlibc

/// What a worker does with memory that a stage has given back.
///
/// It keeps it for the next stage if that is of the same kind: a segment takes and gives back a
/// hundred megabytes, and pages that come anew from the kernel have to be filled with zeros first,
/// which costs a twentieth of a segment's time. Before a stage of another kind all goes back to the
/// kernel, so that a small stage is not charged for a large one before it.
struct StageMemory {
  private var stage: String?
  /// What a stage has left for the next one.
  private var left: (any Sendable)?

  /// Larger pieces are taken from the kernel and given back one by one; the most that the C
  /// library allows.
  private static let threshold: Int32 = 32 << 20

  init() {
    mallopt(M_MMAP_THRESHOLD, Self.threshold)
    mallopt(M_TRIM_THRESHOLD, .max)
    // What one thread has given back is there for any other of the next stage.
    mallopt(M_ARENA_MAX, 1)
  }

  /// - Returns: What the stage before has left, if it was of this kind.
  mutating func prepare(for stage: String) -> (any Sendable)? {
    defer {
      left = nil
      self.stage = stage
    }
    guard let last = self.stage, last != stage else { return left }
    left = nil
    malloc_trim(0)
    return nil
  }

  /// Keeps something until the next stage begins.
  mutating func keep(_ left: (any Sendable)?) { self.left = left }
}
