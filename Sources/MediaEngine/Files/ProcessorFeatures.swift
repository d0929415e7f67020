internal import CFFmpeg
internal import CPictureVectors

/// What the media libraries use of the processor.
///
/// No film may depend on it: the same inputs give the same bytes on every processor. A test holds
/// them to that by building films without vector instructions.
public enum ProcessorFeatures {
  /// Guards the fields below, and that nothing is set up while another thread has switched vector
  /// instructions off: the switch is the whole process's, and a scaler that is half of each kind
  /// draws wrong pictures.
  private static let lock = RecursiveLock()
  /// Whether the whole process does without vector instructions.
  nonisolated(unsafe) private static var isPlainAlways = false
  /// How many pieces of work that have to do without them contain what is going on.
  nonisolated(unsafe) private static var plainDepth = 0

  /// Whether the libraries do without the processor's vector instructions, always.
  static var isPlain: Bool { lock.withLock { isPlainAlways } }

  /// Whether the processor has the instructions of `CPictureVectors`, and they may be used.
  static var hasPictureVectors: Bool { !isPlain && reel_vectors_supported() != 0 }

  /// Makes libav and x264 do without vector instructions, as on the plainest of processors. Slow.
  /// To be called before anything else of this module.
  public static func usePlainOnly() {
    lock.withLock {
      isPlainAlways = true
      apply()
    }
  }

  /// Does work of which libav's results would depend on the processor. What it sets up does
  /// without vector instructions for as long as it lives; other threads set nothing up meanwhile.
  static func withPlain<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try lock.withLock { () throws(Failure) -> Result in
      plainDepth += 1
      apply()
      defer {
        plainDepth -= 1
        apply()
      }
      return try body()
    }
  }

  /// Sets up a decoder, an encoder, a scaler or a filter, which looks at the processor then.
  static func setUp<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try lock.withLock(body)
  }

  private static func apply() {
    // −1 is whatever the processor has.
    av_force_cpu_flags(isPlainAlways || plainDepth > 0 ? 0 : -1)
  }
}
