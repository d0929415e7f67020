public import FilmVocabulary

/// A point in time or a length as a recipe gives it: exact, in seconds or in output frames.
public enum TimeValue: Hashable, Sendable {
  /// Seconds, from 0 to 24 hours.
  case seconds(Rational)
  /// Frames of the output, whatever its rate: the same recipe at two rates gives two lengths.
  case frames(Int)

  public static let zero = TimeValue.seconds(.zero)

  /// The longest time that a recipe may name, in seconds.
  static let limit = 24 * 60 * 60

  /// The time in seconds at a frame rate.
  public func seconds(atFrameRate rate: Rational) -> Rational {
    switch self {
    case .seconds(let seconds): seconds
    case .frames(let frames): Rational(frames) / rate
    }
  }

  /// The nearest whole number of frames at a frame rate; halves go up.
  public func frames(atFrameRate rate: Rational) -> Int {
    switch self {
    case .seconds(let seconds): (seconds * rate).rounded
    case .frames(let frames): frames
    }
  }

  public var isZero: Bool { self == .zero || self == .frames(0) }

  /// Whether it is later than another time, if that can be said without a frame rate.
  func isKnownLater(than other: TimeValue) -> Bool? {
    switch (self, other) {
    case (.seconds(let first), .seconds(let second)): first > second
    case (.frames(let first), .frames(let second)): first > second
    default: nil
    }
  }
}

extension TimeValue: CustomStringConvertible {
  /// `12f`, `5s` or `7/3s`.
  public var description: String {
    switch self {
    case .seconds(let seconds): "\(seconds)s"
    case .frames(let frames): "\(frames)f"
    }
  }
}
