/// Sizes and ages on the command line.
enum Quantity {
  private static let sizes: [(unit: String, factor: Double)] = [
    ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("b", 1),
  ]
  private static let ages: [(unit: String, factor: Double)] = [
    ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800),
  ]

  /// `500MB`, `1.5gb`: powers of 1000, as disks are sold and as reel shows them.
  static func bytes(_ text: String) -> Int64? { value(text, sizes) }

  /// `90m`, `12h`, `30d`, `2w`, in seconds.
  static func seconds(_ text: String) -> Int64? { value(text, ages) }

  private static func value(_ text: String, _ units: [(unit: String, factor: Double)]) -> Int64? {
    let text = text.lowercased()
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.unit) }) else { return nil }
    let digits = text.dropLast(unit.count)
    // Swift reads more than people mean by a number, such as "nan" and "0x1p3".
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }),
      let number = Double(digits), number * factor < 1e18
    else { return nil }
    return Int64(number * factor)
  }
}
