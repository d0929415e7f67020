/// Reads fields of a report's JSON, and names the one that is not as it should be.
struct ReportReader {
  let value: ParsedJSON
  /// Where the value stands, such as `nodes[3]`; empty for the report itself.
  let place: String

  /// Larger numbers are no figures of a build, and would not fit everywhere.
  private static let largest = 1e12

  func number(_ name: String, default fallback: Double? = nil) throws(ReportError) -> Double {
    switch value[name] {
    case .number(let number)? where abs(number) <= Self.largest: return number
    case nil where fallback != nil: return fallback ?? 0
    default: throw wrong(name, "a number")
    }
  }

  func integer(_ name: String, default fallback: Int? = nil) throws(ReportError) -> Int {
    let number = try number(name, default: fallback.map(Double.init))
    guard let integer = Int(exactly: number) else { throw wrong(name, "a whole number") }
    return integer
  }

  /// A lane of the waterfall: the page draws all up to the highest.
  func lane() throws(ReportError) -> Int {
    let lane = try integer("lane", default: 0)
    guard (0..<4096).contains(lane) else { throw wrong("lane", "a lane from 0 to 4095") }
    return lane
  }

  /// Bytes, written as 10⁶ bytes.
  func bytes(_ name: String, default fallback: Double? = nil) throws(ReportError) -> Int64 {
    let number = try number(name, default: fallback)
    guard (0...1e12).contains(number) else { throw wrong(name, "a size") }
    return Int64((number * 1_000_000).rounded())
  }

  func text(_ name: String, default fallback: String? = nil) throws(ReportError) -> String {
    switch value[name] {
    case .string(let text)?: return text
    case nil where fallback != nil: return fallback ?? ""
    default: throw wrong(name, "a text")
    }
  }

  func boolean(_ name: String, default fallback: Bool) throws(ReportError) -> Bool {
    switch value[name] {
    case .boolean(let value)?: return value
    case nil: return fallback
    default: throw wrong(name, "true or false")
    }
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Word.Type
  ) throws(ReportError) -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: try text(name)) else {
      throw wrong(name, "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  /// The elements of a list; none if there is no list.
  func list(_ name: String) throws(ReportError) -> [ReportReader] {
    guard let list = value[name] else { return [] }
    guard case .array(let elements) = list else { throw wrong(name, "a list") }
    return elements.enumerated().map { index, element in
      ReportReader(value: element, place: "\(path(name))[\(index)]")
    }
  }

  func texts(_ name: String) throws(ReportError) -> [String] {
    var texts: [String] = []
    for element in try list(name) {
      guard case .string(let text) = element.value else { throw element.wrong(nil, "a text") }
      texts.append(text)
    }
    return texts
  }

  func integers(_ name: String) throws(ReportError) -> [Int] {
    guard let list = value[name] else { return [] }
    guard case .array(let elements) = list else { throw wrong(name, "a list") }
    var integers: [Int] = []
    integers.reserveCapacity(elements.count)
    for element in elements {
      guard case .number(let number) = element, let integer = Int(exactly: number) else {
        throw wrong(name, "a list of whole numbers")
      }
      integers.append(integer)
    }
    return integers
  }

  func object(_ name: String) throws(ReportError) -> ReportReader {
    guard case .object? = value[name] else { throw wrong(name, "an object") }
    return ReportReader(value: value[name] ?? .null, place: path(name))
  }

  func has(_ name: String) -> Bool { value[name] != nil && value[name] != .null }

  func wrong(_ name: String?, _ expected: String) -> ReportError {
    let what = name.map(path) ?? place
    let found = name.map { value[$0] == nil } ?? false
    return ReportError(
      code: .notAReport,
      message: found
        ? "it is no report of reel: '\(what)' is missing"
        : "it is no report of reel: '\(what)' is not \(expected)")
  }

  private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}
