/// Appends numbers in little-endian order to a growing array.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// A length in 32 bits, then the text's UTF-8.
  mutating func append(text: String) {
    append(UInt32(text.utf8.count))
    append(raw: text.utf8)
  }
}

/// Reads what ``ByteWriter`` wrote, and trusts nothing.
struct ByteReader {
  /// What is missing or wrong; the caller knows which file it is.
  struct Failure: Error {}

  let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func read<Value: FixedWidthInteger>(_: Value.Type) throws(Failure) -> Value {
    let size = MemoryLayout<Value>.size
    guard bytes.count - offset >= size else { throw Failure() }
    defer { offset += size }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// Reads what a file of the project's own begins with.
  mutating func check(magic: [UInt8], version: UInt32) throws(Failure) {
    guard try read(count: magic.count).elementsEqual(magic), try read(UInt32.self) == version
    else { throw Failure() }
  }

  mutating func read(count: Int) throws(Failure) -> UnsafeRawBufferPointer {
    guard count >= 0, bytes.count - offset >= count else { throw Failure() }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  mutating func readText() throws(Failure) -> String {
    let count = Int(try read(UInt32.self))
    return String(decoding: try read(count: count), as: UTF8.self)
  }
}
