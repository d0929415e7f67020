public import FilmVocabulary

/// A time by which something is moved, later or earlier.
public struct TimeOffset: Hashable, Sendable {
  public var length: TimeValue
  public var isEarlier: Bool

  public static let zero = TimeOffset(length: .zero, isEarlier: false)

  init(length: TimeValue, isEarlier: Bool) {
    self.length = length
    self.isEarlier = isEarlier
  }

  /// Reads a time with or without a sign: `1.5s`, `-500ms`, `+12f`.
  init?(_ text: String) {
    let sign = text.utf8.first
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    guard let length = TimeValue(isSigned ? String(text.dropFirst()) : text) else { return nil }
    self.init(length: length, isEarlier: sign == UInt8(ascii: "-"))
  }

  /// The offset in seconds at a frame rate; negative for earlier.
  public func seconds(atFrameRate rate: Rational) -> Rational {
    let seconds = length.seconds(atFrameRate: rate)
    return isEarlier ? -seconds : seconds
  }
}
