internal import FilmVocabulary

/// The shapes of simple values, shared by all mappings.
enum Shapes {
  /// Words that are shown or spoken: trimmed, with each run of white space as one space.
  static let words = Shape<String>.scalar(
    "a text", schema: { Schema(["type": .words(["string", "number"])]) }
  ) { scalar throws(ValueProblem) in
    let text = try text(scalar)
    return try WhiteSpace.collapsed(text)
  }

  /// A name that is not shown: an id, a voice, a font.
  static let name = Shape<String>.scalar(
    "a name", schema: { Schema(["type": .words(["string", "number"])]) }
  ) { scalar throws(ValueProblem) in
    let text = try text(scalar)
    return try WhiteSpace.collapsed(text)
  }

  /// A file that the film is made from.
  static let source = Shape<Located<RecipePath>>(path.expected, schema: path.schema) {
    node, reader in
    let path = path.read(node, reader)
    if let path { reader.note(source: path) }
    return path
  }

  /// Any file.
  static let path = Shape<Located<RecipePath>>(
    "a path", schema: { Schema(["type": .string("string"), "minLength": .integer(1)]) }
  ) { node, reader in
    guard let scalar = reader.scalar(node, expected: "a path") else { return nil }
    let text = scalar.text
    if scalar.isPlain, scalar.boolean != nil {
      reader.reportUnexpected(node, expected: "a path")
    } else if text.isEmpty {
      reader.report("the path is empty", at: node.mark)
    } else if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      reader.report("a path cannot hold control characters", at: node.mark)
    } else if text.contains("://") {
      reader.report(
        "addresses are not available in this version; download the file and name it by its path",
        at: node.mark)
    } else {
      return Located(reader.path(text, at: node.mark), at: reader.mark(node.mark))
    }
    return nil
  }

  static let boolean = Shape<Bool>.scalar(
    "true or false", schema: { Schema(["type": .string("boolean")]) }
  ) { scalar throws(ValueProblem) in
    guard let value = scalar.boolean else { throw .unexpected }
    return value
  }

  static let color = Shape<Color>.scalar(
    "a colour such as \"#FFD400\"",
    schema: {
      Schema([
        "type": .string("string"),
        "description": .string("#RGB, #RRGGBB, #RRGGBBAA or one of CSS's sixteen basic names."),
      ])
    }
  ) { scalar throws(ValueProblem) in
    if let color = Color(scalar.text) { return color }
    // The sign that has to stand in quotes is often left out.
    let meant =
      Color("#" + scalar.text) != nil
      ? "\"#\(scalar.text)\"" : Spelling.nearest(to: scalar.text, among: Color.basicNames)
    throw ValueProblem(suggestion: meant)
  }

  static let time = Shape<TimeValue>.scalar(
    "a time such as 5s, 500ms, 00:01:02.5 or 12f",
    schema: {
      Schema.any(of: [
        Schema(["type": .string("number"), "minimum": .integer(0)]),
        Schema(["type": .string("string"), "pattern": .string(TimeValue.pattern)]),
      ]).named("time")
    }
  ) { scalar throws(ValueProblem) in
    if let value = TimeValue(scalar.text) { return value }
    if scalar.text.utf8.first == UInt8(ascii: "-") {
      throw ValueProblem("a time cannot be negative: \(scalar.text.quoted)")
    }
    throw ValueProblem(
      "expected a time such as 5s, 500ms, 00:01:02.5 or 12f, at most 24 hours and no finer than a"
        + " microsecond, found \(scalar.kindDescription)",
      suggestion: timeInWords(scalar.text))
  }

  /// The time that `5 seconds` or `2 min` means.
  private static func timeInWords(_ text: String) -> String? {
    guard text.utf8.count <= 40 else { return nil }
    let units = [
      "h": ["hours", "hour", "hrs", "hr"], "m": ["minutes", "minute", "mins", "min"],
      "s": ["seconds", "second", "secs", "sec"], "f": ["frames", "frame"],
    ]
    var plain = text.lowercased().filter { $0 != " " }
    for (unit, words) in units {
      // The longest first: each begins with the shorter ones.
      for word in words { plain = plain.replacing(word, with: unit) }
    }
    return TimeValue(plain) == nil ? nil : plain
  }

  /// A time that is longer than nothing.
  static let positiveTime = Shape<TimeValue>(
    "a time such as 5s, 500ms, 00:01:02.5 or 12f", schema: time.schema
  ) { node, reader in
    guard let value = time.read(node, reader) else { return nil }
    guard !value.isZero else {
      reader.report("the time must be longer than 0", at: node.mark)
      return nil
    }
    return value
  }

  /// A time that may have a sign.
  static let timeOffset = Shape<TimeOffset>.scalar(
    "a time such as 1.5s or -500ms",
    schema: {
      Schema.any(of: [
        Schema(["type": .string("number")]),
        Schema([
          "type": .string("string"),
          "pattern": .string("^[+-]?" + TimeValue.pattern.dropFirst()),
        ]),
      ]).named("time_offset")
    }
  ) { scalar throws(ValueProblem) in
    guard let offset = TimeOffset(scalar.text) else { throw .unexpected }
    return offset
  }

  static let volume = Shape<Volume>.scalar(
    "a volume such as 0.5 or -6dB",
    schema: {
      Schema.any(of: [
        Schema(["type": .string("number"), "minimum": .integer(0), "maximum": .integer(4)]),
        Schema(["type": .string("string"), "pattern": .string(#"^[+-]?[0-9]*\.?[0-9]+ ?dB$"#)]),
      ]).named("volume")
    }
  ) { scalar throws(ValueProblem) in
    if let decibels = number(scalar.text, unit: "dB") {
      guard decibels >= Rational(-60), decibels <= Rational(12) else {
        throw ValueProblem("a volume lies between -60dB and 12dB; 0 is silence")
      }
      return .decibels(decibels)
    }
    guard let factor = DecimalText.rational(scalar.text) else { throw .unexpected }
    guard factor >= .zero, factor <= Rational(4) else {
      throw ValueProblem("a volume lies between 0 and 4; write the unit for decibels: -6dB")
    }
    return .factor(factor)
  }

  /// A decimal number between two bounds, both allowed.
  static func number(_ minimum: Rational, _ maximum: Rational) -> Shape<Rational> {
    let expected = "a number from \(decimal(minimum)) to \(decimal(maximum))"
    return .scalar(
      expected,
      schema: {
        Schema([
          "type": .string("number"), "minimum": .number(decimal(minimum)),
          "maximum": .number(decimal(maximum)),
        ])
      }
    ) { scalar throws(ValueProblem) in
      guard scalar.isPlain, let value = DecimalText.rational(scalar.text), value >= minimum,
        value <= maximum
      else { throw .unexpected }
      return value
    }
  }

  /// A whole number between two bounds, both allowed.
  static func integer(_ range: ClosedRange<Int>) -> Shape<Int> {
    .scalar(
      "a whole number from \(range.lowerBound) to \(range.upperBound)",
      schema: {
        Schema([
          "type": .string("integer"), "minimum": .integer(range.lowerBound),
          "maximum": .integer(range.upperBound),
        ])
      }
    ) { scalar throws(ValueProblem) in
      guard scalar.isPlain, let value = DecimalText.integer(scalar.text), range.contains(value)
      else { throw .unexpected }
      return value
    }
  }

  /// A number with a unit behind it, as `12%`; read as a fraction of `scale`.
  static func quantity(
    _ unit: String, from minimum: Int, to maximum: Int, dividedBy scale: Int = 1
  ) -> Shape<Rational> {
    .scalar(
      "\(minimum)\(unit) to \(maximum)\(unit)",
      schema: {
        Schema([
          "type": .string("string"), "pattern": .string(#"^[+-]?[0-9]*\.?[0-9]+ ?"# + unit + "$"),
        ])
      }
    ) { scalar throws(ValueProblem) in
      guard let value = number(scalar.text, unit: unit) else {
        let isBare = DecimalText.rational(scalar.text) != nil
        throw ValueProblem(
          "expected \(minimum)\(unit) to \(maximum)\(unit), found \(scalar.kindDescription)",
          suggestion: isBare ? scalar.text + unit : nil)
      }
      guard value >= Rational(minimum), value <= Rational(maximum) else { throw .unexpected }
      return value / Rational(scale)
    }
  }

  /// One of the words of an enumeration.
  static func word<Value: RawRepresentable & CaseIterable & Sendable>(
    _ subject: String, _ type: Value.Type, meant: [String: String] = [:]
  ) -> Shape<Value> where Value.RawValue == String {
    word(subject, type.allCases.map { ($0.rawValue, $0) }, meant: meant)
  }

  /// One of a list of words.
  ///
  /// - Parameters:
  ///   - later: Words that later versions know, which get a message of their own.
  ///   - meant: Words of the list, by other words for them.
  static func word<Value: Sendable>(
    _ subject: String, _ words: [(name: String, value: Value)], later: [String] = [],
    meant: [String: String] = [:]
  ) -> Shape<Value> {
    let names = words.map(\.name)
    return .scalar(
      "one of \(names.joined(separator: ", "))",
      schema: { Schema(["type": .string("string"), "enum": .words(names)]) }
    ) { scalar throws(ValueProblem) in
      if let word = words.first(where: { $0.name == scalar.text }) { return word.value }
      if later.contains(scalar.text) {
        throw ValueProblem(
          "the \(subject) \(scalar.text.quoted) is not available in this version; use one of"
            + " \(names.joined(separator: ", "))")
      }
      let nearest =
        meant[scalar.text.lowercased()] ?? Spelling.nearest(to: scalar.text, among: names)
      // A long list helps only those who did not mean one of its words.
      let list =
        nearest != nil && names.count > 20 ? "" : "; it is one of \(names.joined(separator: ", "))"
      throw ValueProblem(
        "unknown \(subject) \(scalar.text.quoted)\(list)", suggestion: nearest)
    }
  }

  /// The text of a scalar that may be a number, which is then taken as it is written.
  private static func text(_ scalar: YAMLScalar) throws(ValueProblem) -> String {
    if scalar.boolean != nil {
      throw ValueProblem(
        "expected a text, found \(scalar.kindDescription); put the word in quotes")
    }
    return scalar.text
  }

  /// The number before a unit, if the text is one.
  static func number(_ text: String, unit: String) -> Rational? {
    let bytes = text[...].utf8
    guard bytes.count > unit.utf8.count, bytes.suffix(unit.utf8.count).elementsEqual(unit.utf8)
    else { return nil }
    var digits = bytes.dropLast(unit.utf8.count)
    if digits.last == UInt8(ascii: " ") { digits = digits.dropLast() }
    return DecimalText.rational(digits)
  }

  /// A bound as a decimal; bounds are quarters at the finest.
  private static func decimal(_ value: Rational) -> String {
    value.isInteger ? "\(value.numerator)" : "\(value.doubleValue)"
  }
}
