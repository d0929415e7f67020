/// Which colours an ICC profile means: of the profiles that cameras and telephones embed, those whose
/// red, green and blue are wider than sRGB's.
enum ColorProfile {
  /// - Returns: `nil` for sRGB, for profiles of single screens and printers, and for what cannot be
  ///   understood.
  static func primaries(in profile: [UInt8]) -> ToneMapping.Primaries? {
    func number(_ offset: Int) -> Int? {
      guard offset >= 0, offset <= profile.count - 4 else { return nil }
      return profile[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    /// A colour's X, Y and Z in 1/65536, signed.
    func color(_ name: String) -> [Int]? {
      guard let count = number(128), count <= 100 else { return nil }
      for tag in 0..<count {
        let entry = 132 + 12 * tag
        guard let offset = number(entry + 4), profile[entry..<entry + 4].elementsEqual(name.utf8)
        else { continue }
        let values = (0..<3).compactMap { number(offset + 8 + 4 * $0) }
        guard values.count == 3 else { return nil }
        return values.map { Int(Int32(truncatingIfNeeded: $0)) }
      }
      return nil
    }
    guard let red = color("rXYZ"), let green = color("gXYZ"), let blue = color("bXYZ") else {
      return nil
    }
    let found = red + green + blue
    return known.first { entry in
      zip(entry.values, found).allSatisfy { abs(Int($0 * 65536) - $1) < tolerance }
    }?.primaries
  }

  /// In 1/65536: less than what lies between any two of them.
  private static let tolerance = 300

  /// X, Y and Z of red, green and blue under D50, as profiles have them.
  private static let known: [(primaries: ToneMapping.Primaries, values: [Double])] = [
    (.p3, [0.5151, 0.2412, -0.0011, 0.2920, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841]),
    (.adobe, [0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446]),
  ]
}
