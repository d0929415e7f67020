public import FilmVocabulary
internal import Glibc

/// How loud a sound is made, exactly as it is written, so that it can stand in a key.
public enum Volume: Hashable, Sendable {
  /// A factor on the amplitude, from 0 (silent) to 4.
  case factor(Rational)
  /// A gain in decibels, from -60 to 12.
  case decibels(Rational)

  public static let unity = Volume.factor(Rational(1))

  /// The gain in decibels; `nil` for silence.
  public var gainDecibels: Double? {
    switch self {
    case .factor(let factor): factor == .zero ? nil : 20 * log10(factor.doubleValue)
    case .decibels(let decibels): decibels.doubleValue
    }
  }

  public var isSilent: Bool { self == .factor(.zero) }
}

extension Volume: CustomStringConvertible {
  /// `1/5` or `-6dB`.
  public var description: String {
    switch self {
    case .factor(let factor): "\(factor)"
    case .decibels(let decibels): "\(decibels)dB"
    }
  }
}
