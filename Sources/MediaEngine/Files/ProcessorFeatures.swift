internal import CFFmpeg
internal import Synchronization

/// What the media libraries use of the processor.
///
/// No film may depend on it: the same inputs give the same bytes on every processor. A test holds
/// them to that by building films without vector instructions.
public enum ProcessorFeatures {
  private struct Use {
    /// Whether the whole process does without vector instructions.
    var isPlainAlways = false
    /// How many pieces of work that have to do without them are going on.
    var plainWork = 0

    func apply() {
      // −1 is whatever the processor has.
      av_force_cpu_flags(isPlainAlways || plainWork > 0 ? 0 : -1)
    }
  }

  private static let use = Mutex(Use())

  /// Whether the libraries do without the processor's vector instructions, always.
  static var isPlain: Bool { use.withLock { $0.isPlainAlways } }

  /// Makes libav and x264 do without vector instructions, as on the plainest of processors. Slow.
  /// To be called before anything else of this module.
  public static func usePlainOnly() {
    use.withLock {
      $0.isPlainAlways = true
      $0.apply()
    }
  }

  /// Does work of which libav's results would depend on the processor. What libav sets up
  /// meanwhile, on any thread, does without vector instructions for as long as it lives.
  static func withPlain<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    use.withLock {
      $0.plainWork += 1
      $0.apply()
    }
    defer {
      use.withLock {
        $0.plainWork -= 1
        $0.apply()
      }
    }
    return try body()
  }
}
