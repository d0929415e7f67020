/// A line that says from when to when a caption shows, as in SubRip and WebVTT.
///
/// Forgiven: missing hours, any number of digits, a comma, point or colon before the fraction, no
/// fraction at all, a shorter arrow, spaces or none around it.
struct TimeLine {
  /// Milliseconds.
  var start: Int
  /// Milliseconds.
  var end: Int
  /// What stands behind the times.
  var settings: ArraySlice<UInt8>

  /// - Returns: `nil` if the line says something else.
  init?(_ line: ArraySlice<UInt8>) {
    let line = line.trimmed
    var index = line.startIndex
    guard let start = Timestamp.read(line, &index) else { return nil }
    func skipSpaces() {
      while index < line.endIndex, line[index] == 32 || line[index] == 9 { index += 1 }
    }
    skipSpaces()
    var dashes = 0
    while index < line.endIndex, line[index] == UInt8(ascii: "-"), dashes < 3 {
      (index, dashes) = (index + 1, dashes + 1)
    }
    guard dashes > 0, index < line.endIndex, line[index] == UInt8(ascii: ">") else { return nil }
    index += 1
    skipSpaces()
    guard let end = Timestamp.read(line, &index) else { return nil }
    // Behind the times stand settings, or nothing.
    guard index == line.endIndex || line[index] == 32 || line[index] == 9 else { return nil }
    (self.start, self.end) = (start, end)
    settings = line[index...].trimmed
  }
}

/// A time of day in a film: `01:02:03,456` and what is written in its place.
enum Timestamp {
  /// Reads a time and moves `index` behind it.
  ///
  /// A fraction of fewer than three digits is decimal: `,5` is half a second. What is finer than
  /// a millisecond is cut off.
  ///
  /// - Returns: Milliseconds, or `nil` if no time stands there.
  static func read(_ line: ArraySlice<UInt8>, _ index: inout Int) -> Int? {
    var place = index
    var isNegative = false
    if place < line.endIndex, line[place] == UInt8(ascii: "-") {
      isNegative = true
      place += 1
    }
    var parts: [Int] = []
    var fraction: Int?
    while parts.count < 4 {
      guard let number = digits(line, &place) else { return nil }
      parts.append(number.value)
      guard place < line.endIndex else { break }
      let mark = line[place]
      let isFollowed = place + 1 < line.endIndex && isDigit(line[place + 1])
      guard isFollowed else { break }
      if mark == UInt8(ascii: ":"), parts.count < 3 {
        place += 1
      } else if parts.count > 1,
        mark == UInt8(ascii: ",") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: ":")
      {
        place += 1
        guard let number = digits(line, &place) else { return nil }
        fraction = milliseconds(number)
        break
      } else {
        break
      }
    }
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let seconds = parts.reduce(0) { $0 * 60 + $1 }
    index = place
    let time = seconds * 1000 + (fraction ?? 0)
    return isNegative ? -time : time
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Up to nine digits count; more make no time of a film.
  private static func digits(
    _ line: ArraySlice<UInt8>, _ place: inout Int
  ) -> (value: Int, count: Int)? {
    var (value, count) = (0, 0)
    while place < line.endIndex, isDigit(line[place]) {
      guard count < 9 else { return nil }
      value = value * 10 + Int(line[place] - 48)
      (place, count) = (place + 1, count + 1)
    }
    return count > 0 ? (value, count) : nil
  }

  private static func milliseconds(_ number: (value: Int, count: Int)) -> Int {
    var (value, count) = number
    while count < 3 { (value, count) = (value * 10, count + 1) }
    while count > 3 { (value, count) = (value / 10, count - 1) }
    return value
  }
}
