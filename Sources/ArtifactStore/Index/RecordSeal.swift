/// The last eight bytes of every record: a checksum of its table, its key and the rest.
///
/// A record that a disk has changed is as good as none, and a record can be told from anything
/// else in a file whose trees are damaged.
enum RecordSeal {
  static let byteCount = 8

  static func sealed(_ value: [UInt8], _ table: Index.Table, key: [UInt8]) -> [UInt8] {
    let sum = value.withUnsafeBytes { value in
      key.withUnsafeBytes { checksum(table, $0, value) }
    }
    return value + withUnsafeBytes(of: sum.littleEndian) { [UInt8]($0) }
  }

  /// The record without its seal, or `nil` if the two do not agree.
  static func open(
    _ record: UnsafeRawBufferPointer, _ table: Index.Table, key: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard record.count >= byteCount else { return nil }
    let count = record.count - byteCount
    let value = UnsafeRawBufferPointer(rebasing: record[..<count])
    let seal = UInt64(
      littleEndian: record.loadUnaligned(fromByteOffset: count, as: UInt64.self))
    return seal == checksum(table, key, value) ? value : nil
  }

  // Against accidents, not against people: eight bytes a step, each of which can be undone, so
  // that two texts that differ in one step never have the same sum.
  private static func checksum(
    _ table: Index.Table, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
  ) -> UInt64 {
    var sum = UInt64(table.number) &+ 0x9E37_79B9_7F4A_7C15
    Index.version.withUnsafeBytes { add($0, to: &sum) }
    add(key, to: &sum)
    add(value, to: &sum)
    return sum
  }

  private static func add(_ bytes: UnsafeRawBufferPointer, to sum: inout UInt64) {
    mix(UInt64(bytes.count), into: &sum)
    var position = 0
    while position + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      mix(UInt64(littleEndian: word), into: &sum)
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    mix(rest, into: &sum)
  }

  private static func mix(_ word: UInt64, into sum: inout UInt64) {
    sum = (sum ^ word) &* 0xD6E8_FEB8_6659_FD93
    sum ^= sum >> 32
  }
}
