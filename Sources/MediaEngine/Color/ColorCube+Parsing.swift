extension ColorCube {
  /// The largest cube that is read, in colours a side.
  public static let maximumSize = 129
  /// The largest file that is read, in bytes: a cube of that size in long numbers.
  static let maximumBytes = 128 << 20
  /// Bytes at the beginning of a file that tell whether it is text.
  private static let textProbe = 4096

  /// Reads a `.cube` file: `LUT_3D_SIZE` or `LUT_1D_SIZE`, `DOMAIN_MIN`, `DOMAIN_MAX`, `TITLE`,
  /// comments, and one colour in each line.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable`, or `invalid-media` with the number of the
  ///   line that is wrong.
  public init(contentsOf path: String) throws {
    let file = try FileSource(path: path)
    guard file.size <= Self.maximumBytes else {
      throw MediaError(
        .unsupported, path: path, message: "\(path) is too large for a table of colours.")
    }
    self = try file.bytes(at: 0, count: file.size).withUnsafeBytes { bytes in
      guard !bytes.prefix(Self.textProbe).contains(0) else {
        throw MediaError(
          .damaged, path: path, message: "\(path) holds no text, as .cube files do.")
      }
      var parser = CubeParser(path: path)
      var line = 0
      var rest = bytes[...]
      // A mark of byte order may stand before the first line.
      if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
      while !rest.isEmpty {
        line += 1
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        try parser.read(UnsafeRawBufferPointer(rebasing: rest[rest.startIndex..<end]), line: line)
        rest = rest[min(end + 1, rest.endIndex)...]
      }
      return try parser.cube(lines: line)
    }
  }
}

/// Reads a `.cube` file line by line.
private struct CubeParser {
  let path: String
  private var size: Int?
  private var isCurve = false
  private var low = ColorCube.Value(repeating: 0)
  private var high = ColorCube.Value(repeating: 1)
  private var values: [ColorCube.Value] = []

  init(path: String) { self.path = path }

  private var wanted: Int? { size.map { isCurve ? $0 : $0 * $0 * $0 } }

  func failure(_ line: Int, _ message: String) -> MediaError {
    MediaError(.damaged, path: path, message: "\(path):\(line): \(message)")
  }

  mutating func read(_ bytes: UnsafeRawBufferPointer, line: Int) throws(MediaError) {
    let words = bytes.split(
      whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == 13 })
    guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
    if let letter = first.first, (65...90).contains(letter & 0xDF) {
      try readKeyword(words, line: line)
    } else {
      try add(try color(words, line: line), line: line)
    }
  }

  private mutating func readKeyword(
    _ words: [Slice<UnsafeRawBufferPointer>], line: Int
  ) throws(MediaError) {
    let name = String(decoding: words[0], as: UTF8.self)
    switch name {
    case "TITLE": return
    case "LUT_3D_SIZE", "LUT_1D_SIZE":
      guard size == nil else { throw failure(line, "the size is given twice") }
      isCurve = name == "LUT_1D_SIZE"
      let largest = isCurve ? 65536 : ColorCube.maximumSize
      guard words.count == 2, let value = Int(String(decoding: words[1], as: UTF8.self)),
        (2...largest).contains(value)
      else { throw failure(line, "'\(name)' is a whole number from 2 to \(largest)") }
      size = value
      values.reserveCapacity(wanted!)
    case "DOMAIN_MIN": low = try color(Array(words.dropFirst()), line: line)
    case "DOMAIN_MAX": high = try color(Array(words.dropFirst()), line: line)
    case "LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE":
      guard words.count == 3 else { throw failure(line, "'\(name)' has two numbers") }
      low = ColorCube.Value(repeating: try number(words[1], line: line))
      high = ColorCube.Value(repeating: try number(words[2], line: line))
    default: throw failure(line, "'\(name.prefix(40))' is no keyword of a .cube file")
    }
  }

  private mutating func add(_ value: ColorCube.Value, line: Int) throws(MediaError) {
    guard let wanted else {
      throw failure(line, "the table's size, 'LUT_3D_SIZE', must come before its colours")
    }
    guard values.count < wanted else {
      throw failure(line, "there are more than the \(wanted) colours that the size tells")
    }
    values.append(value)
  }

  private func color(
    _ words: [Slice<UnsafeRawBufferPointer>], line: Int
  ) throws(MediaError) -> ColorCube.Value {
    guard words.count == 3 else {
      throw failure(line, "a colour has three numbers, not \(words.count)")
    }
    return ColorCube.Value(
      try number(words[0], line: line), try number(words[1], line: line),
      try number(words[2], line: line))
  }

  private func number(
    _ word: Slice<UnsafeRawBufferPointer>, line: Int
  ) throws(MediaError) -> Double {
    let text = String(decoding: word, as: UTF8.self)
    guard let value = Double(text), value.isFinite, abs(value) <= 1e6 else {
      throw failure(line, "'\(text.prefix(40))' is no number")
    }
    return value
  }

  func cube(lines: Int) throws(MediaError) -> ColorCube {
    guard let size, let wanted else {
      throw failure(max(lines, 1), "no 'LUT_3D_SIZE' was found; is this a .cube file?")
    }
    guard values.count == wanted else {
      throw failure(lines, "the file ends after \(values.count) of \(wanted) colours")
    }
    for channel in 0..<3 where low[channel] >= high[channel] {
      throw failure(lines, "'DOMAIN_MIN' is not below 'DOMAIN_MAX'")
    }
    return ColorCube(size: size, isCurve: isCurve, low: low, high: high, values: values)
  }
}
