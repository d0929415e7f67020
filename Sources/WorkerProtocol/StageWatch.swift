/// Tells from outside whether a stage still gets anywhere.
///
/// A stage looks at its cancellation at least every second or so of its work. One that computes for
/// two minutes of processor time without a look is taken for caught in a loop, as a demuxer can be
/// by a file that was made for it. Waiting does not count: what computes in a child process, or
/// stands in line for a disk, uses no processor time here.
struct StageWatch {
  /// Seconds of processor time.
  static let limit = 120.0

  private var last: (run: Int, looks: Int)?
  private var since = 0.0

  /// - Parameters:
  ///   - run: The id of what runs; `nil` if nothing does.
  ///   - looks: How often it has looked at its cancellation.
  ///   - processorSeconds: Of this process so far.
  mutating func isAlive(
    run: Int?, looks: Int, processorSeconds: Double, limit: Double = limit
  ) -> Bool {
    guard let run, let last, last == (run, looks) else {
      last = run.map { ($0, looks) }
      since = processorSeconds
      return true
    }
    return processorSeconds - since < limit
  }
}
