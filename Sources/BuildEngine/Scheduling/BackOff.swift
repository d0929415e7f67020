internal import BuildGraph

/// How long to wait before a failed attempt is repeated.
///
/// The wait doubles with each attempt, up to a limit. Of the last quarter some is left out, by
/// the node's key: nodes that failed together do not come back together, and the same build
/// waits the same time again.
struct BackOff {
  /// Seconds before the second attempt, at most.
  let first: Double
  /// Seconds that no wait exceeds.
  let limit: Double

  /// After a crash, a hang or a time-out: long enough for what caused it to pass.
  static let lostWorker = BackOff(first: 0.1, limit: 5)
  /// After a failure that the stage calls transient.
  static let transient = BackOff(first: 0.5, limit: 60)

  /// A service that wants to be left alone for longer is not waited for.
  static let longestRequestedWait = 3600.0

  /// - Parameters:
  ///   - attempt: The attempt that failed, from 1.
  ///   - requested: Seconds that the failed attempt was told to wait. The delay is never
  ///     shorter, and up to a second longer.
  func delay(attempt: Int, key: Digest, requested: Double? = nil) -> Double {
    var doubled = first
    for _ in 1..<max(attempt, 1) where doubled < limit { doubled *= 2 }
    let share = Self.share(key)
    let own = min(doubled, limit) * (1 - 0.25 * share)
    guard let requested, requested > 0 else { return own }
    return max(own, requested + share)
  }

  /// A number from 0 to 1 that looks random.
  private static func share(_ key: Digest) -> Double {
    key.withUnsafeBytes { bytes in
      Double(bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self)) / Double(UInt32.max)
    }
  }
}
