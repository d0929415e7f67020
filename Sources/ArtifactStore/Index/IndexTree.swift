internal import Glibc

/// One of the sorted trees of an LMDB file, read without LMDB.
struct IndexTree {
  /// What the file says of a tree.
  struct Root {
    let depth: Int
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    /// `nil` for an empty tree.
    let page: UInt64?

    static let byteCount = 48
    /// More than any tree has whose pages hold two keys at least.
    static let depthLimit = 32

    /// - Returns: `nil` for a tree of another kind, or impossible numbers.
    init?(_ bytes: UnsafeRawBufferPointer, flags: UInt16 = 0, pad: UInt32 = 0) {
      guard bytes.count == Self.byteCount,
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self) == pad,
        bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self) == flags
      else { return nil }
      func word(_ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      }
      depth = Int(bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
      branchPages = word(8)
      leafPages = word(16)
      overflowPages = word(24)
      entries = word(32)
      let page = word(40)
      self.page = page == .max ? nil : page
      guard depth <= Self.depthLimit, (depth == 0) == (self.page == nil) else { return nil }
    }
  }

  let map: IndexMap
  let root: Root

  /// The value of a key. The bytes hold as long as the transaction that the root is of.
  func value(of key: UnsafeRawBufferPointer) throws(Index.Failure) -> UnsafeRawBufferPointer? {
    guard var number = root.page else { return nil }
    for level in 1...root.depth {
      let page = try IndexPage(try map.pages(number), number: number)
      guard page.kind == (level == root.depth ? .leaf : .branch) else { throw .damaged }
      // The first key of a branch counts as smaller than all others.
      var low = page.kind == .branch ? 1 : 0
      var high = page.count
      while low < high {
        let middle = (low + high) / 2
        let node = try page.node(middle)
        let order = Self.compare(key, node.key)
        if order == 0 {
          if page.kind == .leaf { return try value(of: node) }
          low = middle + 1
          break
        }
        if order > 0 { low = middle + 1 } else { high = middle }
      }
      if page.kind == .leaf { return nil }
      guard page.count > 0 else { throw .damaged }
      number = try page.node(low - 1).child
    }
    throw .damaged
  }

  /// Calls `body` with every key and value, in order.
  func forEach(
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(Index.Failure) {
    guard let page = root.page else { return }
    try visit(page, level: 1, body)
  }

  private func visit(
    _ number: UInt64, level: Int,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(Index.Failure) {
    let page = try IndexPage(try map.pages(number), number: number)
    guard page.kind == (level == root.depth ? .leaf : .branch) else { throw .damaged }
    for index in 0..<page.count {
      let node = try page.node(index)
      if page.kind == .leaf {
        body(node.key, try value(of: node))
      } else {
        try visit(node.child, level: level + 1, body)
      }
    }
  }

  /// The bytes of a leaf's entry, wherever they are.
  func value(of node: IndexPage.Node) throws(Index.Failure) -> UnsafeRawBufferPointer {
    if node.flags & IndexPage.Node.isElsewhere == 0 { return node.content }
    return try Self.overflow(node, map)
  }

  /// A value in pages of its own. It may have shrunk since these were given to it.
  static func overflow(
    _ node: IndexPage.Node, _ map: IndexMap
  ) throws(Index.Failure) -> UnsafeRawBufferPointer {
    let number = node.content.loadUnaligned(as: UInt64.self)
    let count = try overflowPages(of: node, map)
    let begin = IndexPage.headerSize
    guard node.size <= count * map.pageSize - begin else { throw .damaged }
    let bytes = try map.pages(number, count: count)
    return UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + node.size])
  }

  /// The number of these pages.
  static func overflowPages(
    of node: IndexPage.Node, _ map: IndexMap
  ) throws(Index.Failure) -> Int {
    let number = node.content.loadUnaligned(as: UInt64.self)
    let head = try map.pages(number)
    guard head.loadUnaligned(as: UInt64.self) == number,
      head.loadUnaligned(fromByteOffset: 10, as: UInt16.self) == 4
    else { throw .damaged }
    return Int(head.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
  }

  /// LMDB's order of texts: by bytes, the shorter first.
  static func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let first = a.baseAddress, let second = b.baseAddress {
      let order = Int(memcmp(first, second, common))
      if order != 0 { return order }
    }
    return a.count - b.count
  }
}
