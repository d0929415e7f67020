/// A page of keys in an LMDB file, none of whose numbers are believed.
struct IndexPage {
  enum Kind: UInt16 { case branch = 1, leaf = 2 }

  /// One entry of a page.
  struct Node {
    let key: UnsafeRawBufferPointer
    /// In a branch the page below.
    let child: UInt64
    let flags: UInt16
    /// In a leaf the number of the value's bytes.
    let size: Int
    /// In a leaf the value, or where it is.
    let content: UnsafeRawBufferPointer
    /// Bytes in the page, header and padding included.
    let extent: Int

    /// The value is in pages of its own.
    static let isElsewhere: UInt16 = 1
    /// The value is the root of a tree.
    static let isTree: UInt16 = 2
  }

  static let headerSize = 16
  private static let nodeHeaderSize = 8

  let kind: Kind
  let count: Int
  /// Where the entries begin in the page.
  let upper: Int
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer, number: UInt64) throws(Index.Failure) {
    let lower = Int(Self.half(bytes, 12))
    upper = Int(Self.half(bytes, 14))
    guard Self.word(bytes, 0) == number, let kind = Kind(rawValue: Self.half(bytes, 10)),
      lower >= Self.headerSize, lower % 2 == 0, lower <= upper, upper <= bytes.count
    else { throw .damaged }
    self.kind = kind
    self.bytes = bytes
    count = (lower - Self.headerSize) / 2
  }

  /// Where an entry is in the page, in bytes.
  func offset(_ index: Int) -> Int { Int(Self.half(bytes, Self.headerSize + 2 * index)) }

  /// - Parameter index: Less than ``count``.
  func node(_ index: Int) throws(Index.Failure) -> Node {
    let offset = offset(index)
    guard offset >= upper, offset % 2 == 0, offset + Self.nodeHeaderSize <= bytes.count else {
      throw .damaged
    }
    let low = UInt64(Self.half(bytes, offset))
    let high = UInt64(Self.half(bytes, offset + 2))
    let flags = Self.half(bytes, offset + 4)
    let keyBegin = offset + Self.nodeHeaderSize
    let keyEnd = keyBegin + Int(Self.half(bytes, offset + 6))
    let size = Int(low | high << 16)
    var end = keyEnd
    if kind == .leaf { end += flags & Node.isElsewhere != 0 ? 8 : size }
    guard end <= bytes.count else { throw .damaged }
    return Node(
      key: UnsafeRawBufferPointer(rebasing: bytes[keyBegin..<keyEnd]),
      child: low | high << 16 | UInt64(flags) << 32, flags: flags, size: size,
      content: UnsafeRawBufferPointer(rebasing: bytes[keyEnd..<end]),
      extent: (end - offset + 1) & ~1)
  }

  private static func half(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt16 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}
