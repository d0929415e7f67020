internal import BuildGraph

/// Writes an index record: little-endian words, and texts with their length before them.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init() {}

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: Double) { append(number.bitPattern) }

  mutating func append(_ digest: Digest) {
    digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ content: [UInt8]) {
    withUnsafeBytes(of: UInt32(content.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: content)
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }
}

/// Reads an index record. Every answer is `nil` past its end: a record may hold anything.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() -> UInt8? { take(1)?.first }

  mutating func word() -> UInt64? {
    take(8).map { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
  }

  mutating func number() -> Double? { word().map(Double.init(bitPattern:)) }

  mutating func digest() -> Digest? {
    take(Digest.byteCount).map { Digest(bytes: UnsafeRawBufferPointer(rebasing: $0[...])) }
  }

  mutating func content() -> [UInt8]? { lengthPrefixed().map { [UInt8]($0) } }

  mutating func text() -> String? { lengthPrefixed().map { String(decoding: $0, as: UTF8.self) } }

  private mutating func lengthPrefixed() -> UnsafeRawBufferPointer? {
    guard let head = take(4) else { return nil }
    return take(Int(UInt32(littleEndian: head.loadUnaligned(as: UInt32.self))))
  }

  private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }
}
