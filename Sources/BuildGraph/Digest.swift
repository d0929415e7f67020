/// A SHA-256 digest: the name of a key or of an artifact's content.
public struct Digest: Hashable, Sendable {
  // Four words rather than an array: a digest is copied and compared all the time and must not
  // touch the heap.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// - Precondition: `bytes` holds exactly 32 bytes.
  public init(bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Self.byteCount, "a digest has 32 bytes")
    words = (
      bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    )
  }

  /// Reads 64 hexadecimal digits of either case; `nil` for anything else.
  public init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 2 * Self.byteCount else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self = bytes.withUnsafeBytes { Digest(bytes: $0) }
  }

  public static let byteCount = 32

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 2 * Self.byteCount) { buffer in
      withUnsafeBytes { bytes in
        for (index, byte) in bytes.enumerated() {
          buffer[2 * index] = Self.digit(byte >> 4)
          buffer[2 * index + 1] = Self.digit(byte & 15)
        }
      }
      return 2 * Self.byteCount
    }
  }

  /// The first 12 digits: enough to tell the nodes of one film apart on a screen.
  public var short: String { String(hex.prefix(12)) }

  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try Swift.withUnsafeBytes(of: words, body)
  }

  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
  }
}

extension Digest: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let digest = Digest(hex: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a SHA-256 digest: \(text)"))
    }
    self = digest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

extension Digest: CustomStringConvertible {
  public var description: String { hex }
}
