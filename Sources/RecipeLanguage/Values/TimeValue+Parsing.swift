internal import FilmVocabulary

extension TimeValue {
  /// The grammar as a regular expression, for the JSON Schema.
  static let pattern =
    #"^([0-9]+f|([0-9]+(\.[0-9]+)?|\.[0-9]+)(s|ms)?|([0-9]+h)?([0-9]+m)?([0-9]+(\.[0-9]+)?s)?"#
    + #"|([0-9]+:)?[0-9]{1,2}:[0-9]{2}(\.[0-9]+)?)$"#

  /// Reads `5`, `5s`, `500ms`, `1m30s`, `1h`, `01:02.5`, `00:01:02.5` or `12f`.
  ///
  /// - Returns: `nil` if the text is none of these, is past 24 hours, or is finer than a
  ///   microsecond.
  init?(_ text: String) {
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else {
      return nil
    }
    let bytes = text[...].utf8
    let value: TimeValue?
    if bytes.contains(UInt8(ascii: ":")) {
      value = Self.clock(bytes).map(TimeValue.seconds)
    } else if bytes.last == UInt8(ascii: "f") {
      value = DecimalText.integer(bytes.dropLast()).map(TimeValue.frames)
    } else {
      value = Self.units(bytes).map(TimeValue.seconds)
    }
    switch value {
    case .seconds(let seconds)? where seconds > Rational(Self.limit): return nil
    case .frames(let frames)? where frames > Self.limit * 120: return nil
    case nil: return nil
    case let value?: self = value
    }
  }

  /// `[HH:]MM:SS[.fraction]`.
  private static func clock(_ bytes: Substring.UTF8View) -> Rational? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let seconds = DecimalText.rational(parts.last!),
      parts.last!.first != UInt8(ascii: "-"), parts.last!.first != UInt8(ascii: "+"),
      seconds < Rational(60)
    else { return nil }
    var whole = 0
    for (index, part) in parts.dropLast().enumerated() {
      guard let value = DecimalText.integer(part), value < 1_000 else { return nil }
      guard index == 0 || value < 60 else { return nil }
      whole = whole * 60 + value
    }
    return Rational(whole * 60) + seconds
  }

  /// A bare number of seconds, or numbers with the units `h`, `m`, `s` in this order, or `ms`.
  private static func units(_ bytes: Substring.UTF8View) -> Rational? {
    if let seconds = DecimalText.rational(bytes) { return seconds }
    if bytes.count > 2, bytes.suffix(2).elementsEqual("ms".utf8) {
      guard let value = DecimalText.rational(bytes.dropLast(2)) else { return nil }
      let seconds = value / Rational(1_000)
      return 1_000_000 % seconds.denominator == 0 ? seconds : nil
    }
    var rest = bytes
    var total = Rational.zero
    var found = false
    for (unit, length) in [("h", 3_600), ("m", 60), ("s", 1)] {
      guard let end = rest.firstIndex(of: unit.utf8.first!) else { continue }
      let text = rest[..<end]
      let value =
        unit == "s" ? DecimalText.rational(text) : DecimalText.integer(text).map { Rational($0) }
      guard let value, value <= Rational(limit) else { return nil }
      total = total + value * Rational(length)
      rest = rest[rest.index(after: end)...]
      found = true
    }
    return found && rest.isEmpty ? total : nil
  }
}
