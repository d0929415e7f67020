internal import Glibc

/// Looks at the structure of a whole index file, before LMDB changes it.
///
/// Passing means that LMDB can read and write the file without meeting a page that leads it
/// astray: every tree has the depth and the numbers that its root names, every page is in one
/// place, entries lie side by side without gaps, keys ascend, and pages that count as free are in
/// no tree. What the entries say is not looked at; ``RecordSeal`` does that.
struct IndexCheck {
  private let map: IndexMap
  private let header: IndexHeader
  /// By page: whether something has claimed it.
  private var claimed: [Bool]
  private var entries: UInt64 = 0
  private var branchPages: UInt64 = 0
  private var leafPages: UInt64 = 0
  private var overflowPages: UInt64 = 0
  /// Pages that nothing uses.
  private(set) var freePages = 0

  /// - Parameter header: Of a transaction that a reader holds, so that its pages stay as they are.
  init(_ map: IndexMap, _ header: IndexHeader) throws(Index.Failure) {
    self.map = map
    self.header = header
    guard header.lastPage < UInt64(map.pageCount) else { throw .damaged }
    claimed = [Bool](repeating: false, count: Int(header.lastPage) + 1)
    for page in 0..<min(2, claimed.count) { claimed[page] = true }
  }

  /// - Parameter names: The tables that may be there.
  mutating func run(tables names: Set<String>) throws(Index.Failure) {
    var tables: [IndexTree.Root] = []
    try check(header.main) { node throws(Index.Failure) in
      guard node.flags == IndexPage.Node.isTree, let root = IndexTree.Root(node.content),
        names.contains(String(decoding: node.key, as: UTF8.self))
      else { throw Index.Failure.damaged }
      tables.append(root)
    }
    for table in tables {
      try check(table) { node throws(Index.Failure) in
        guard node.flags & ~IndexPage.Node.isElsewhere == 0 else { throw Index.Failure.damaged }
      }
    }
    var free: [IndexPage.Node] = []
    try check(header.free, hasNumbers: true) { node throws(Index.Failure) in
      guard node.flags & ~IndexPage.Node.isElsewhere == 0 else { throw Index.Failure.damaged }
      free.append(node)
    }
    // After all trees, so that a page is never both in one and free.
    for node in free { try claimFree(node) }
  }

  private mutating func check(
    _ root: IndexTree.Root, hasNumbers: Bool = false,
    _ body: (IndexPage.Node) throws(Index.Failure) -> Void
  ) throws(Index.Failure) {
    (entries, branchPages, leafPages, overflowPages) = (0, 0, 0, 0)
    if let page = root.page {
      var last: UnsafeRawBufferPointer?
      try visit(page, levels: root.depth, hasNumbers: hasNumbers, &last, body)
    }
    guard entries == root.entries, branchPages == root.branchPages,
      leafPages == root.leafPages, overflowPages == root.overflowPages
    else { throw .damaged }
  }

  /// - Parameter last: The greatest key so far.
  private mutating func visit(
    _ number: UInt64, levels: Int, hasNumbers: Bool, _ last: inout UnsafeRawBufferPointer?,
    _ body: (IndexPage.Node) throws(Index.Failure) -> Void
  ) throws(Index.Failure) {
    try claim(number)
    let page = try IndexPage(try map.pages(number), number: number)
    guard page.kind == (levels == 1 ? .leaf : .branch),
      page.count >= (page.kind == .branch ? 2 : 1)
    else { throw .damaged }
    try checkLayout(page)
    if page.kind == .leaf { leafPages += 1 } else { branchPages += 1 }
    for index in 0..<page.count {
      let node = try page.node(index)
      if page.kind == .branch {
        // The first key of a branch stands for nothing.
        if index > 0 { try order(node.key, after: &last, hasNumbers) }
        try visit(node.child, levels: levels - 1, hasNumbers: hasNumbers, &last, body)
        continue
      }
      try order(node.key, after: &last, hasNumbers, mayEqual: index == 0)
      entries += 1
      if node.flags & IndexPage.Node.isElsewhere != 0 {
        _ = try IndexTree.overflow(node, map)
        let first = node.content.loadUnaligned(as: UInt64.self)
        let count = try IndexTree.overflowPages(of: node, map)
        for page in 0..<UInt64(count) { try claim(first + page) }
        overflowPages += UInt64(count)
      }
      try body(node)
    }
  }

  private func order(
    _ key: UnsafeRawBufferPointer, after last: inout UnsafeRawBufferPointer?, _ hasNumbers: Bool,
    mayEqual: Bool = false
  ) throws(Index.Failure) {
    guard (1...511).contains(key.count), !hasNumbers || key.count == 8 else { throw .damaged }
    if let last {
      let order =
        hasNumbers ? Self.compareNumbers(last, key) : IndexTree.compare(last, key)
      // The key of a branch is the first one of the page below it.
      guard order < 0 || (mayEqual && order == 0) else { throw .damaged }
    }
    last = key
  }

  private static func compareNumbers(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
  ) -> Int {
    let (first, second) = (a.loadUnaligned(as: UInt64.self), b.loadUnaligned(as: UInt64.self))
    return first < second ? -1 : first == second ? 0 : 1
  }

  /// Entries must fill the page's end without gaps: LMDB moves them by their sizes.
  private func checkLayout(_ page: IndexPage) throws(Index.Failure) {
    var extents: [(offset: Int, size: Int)] = []
    extents.reserveCapacity(page.count)
    for index in 0..<page.count {
      extents.append((page.offset(index), try page.node(index).extent))
    }
    extents.sort { $0.offset < $1.offset }
    var end = page.upper
    for extent in extents {
      guard extent.offset == end else { throw .damaged }
      end += extent.size
    }
    guard end == map.pageSize else { throw .damaged }
  }

  private mutating func claim(_ number: UInt64) throws(Index.Failure) {
    guard number < UInt64(claimed.count), !claimed[Int(number)] else { throw .damaged }
    claimed[Int(number)] = true
  }

  /// A list of free pages: their number, then each, the highest first.
  private mutating func claimFree(_ node: IndexPage.Node) throws(Index.Failure) {
    let bytes = try IndexTree(map: map, root: header.free).value(of: node)
    guard bytes.count >= 8, bytes.count % 8 == 0,
      bytes.loadUnaligned(as: UInt64.self) <= UInt64(bytes.count / 8 - 1)
    else { throw .damaged }
    let count = Int(bytes.loadUnaligned(as: UInt64.self))
    var last = UInt64.max
    for index in 0..<count {
      let page = bytes.loadUnaligned(fromByteOffset: 8 * (index + 1), as: UInt64.self)
      guard page < last else { throw .damaged }
      try claim(page)
      last = page
    }
    freePages += count
  }
}
