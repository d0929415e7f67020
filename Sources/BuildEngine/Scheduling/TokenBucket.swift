/// Lets so many things start in a minute: each takes a token, and tokens come back with time.
///
/// A twentieth of a minute's tokens may be taken at once. The rest comes evenly, so slowly that
/// no minute, wherever it begins, sees more starts than allowed.
package struct TokenBucket {
  private let capacity: Double
  private let tokensPerSecond: Double
  private var tokens: Double
  private var time: Double?

  /// Keeps a token whose time has come from being missed by the last bit of a sum.
  private static let tolerance = 1e-6

  /// - Parameter perMinute: Less than 1 counts as 1.
  package init(perMinute: Int) {
    let allowed = Double(max(1, perMinute))
    capacity = max(1, (allowed / 20).rounded(.down))
    // A minute that begins with a full bucket sees these, and all that comes back before its end.
    tokensPerSecond = (allowed - capacity + 1) / 60
    tokens = capacity
  }

  /// Adds what has come back until now. Time that goes backwards counts as none.
  private mutating func refill(at now: Double) {
    if let time, now > time {
      tokens = min(capacity, tokens + (now - time) * tokensPerSecond)
    }
    time = max(now, time ?? now)
  }

  /// Whether a token can be taken.
  package mutating func hasToken(at now: Double) -> Bool {
    refill(at: now)
    return tokens >= 1 - Self.tolerance
  }

  package mutating func take(at now: Double) {
    refill(at: now)
    tokens -= 1
  }

  /// Gives back a token that was taken for something that did not start.
  package mutating func giveBack() { tokens = min(capacity, tokens + 1) }

  /// When the next token can be taken, if none is before.
  package mutating func nextToken(at now: Double) -> Double {
    refill(at: now)
    return now + max(0, 1 - tokens) / tokensPerSecond
  }
}
