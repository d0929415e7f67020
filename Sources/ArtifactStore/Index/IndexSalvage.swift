internal import Glibc

/// Finds the records of a damaged index, page by page, without regard to its trees.
///
/// A seal tells a record from anything else. A page that was given up may still hold an earlier
/// state of a record; that is no harm, since everything in an index is checked against what it is
/// about: results name artifacts by content, files are known by their stamps.
struct IndexSalvage {
  private let map: IndexMap

  /// What stands for a whole build would be wrong of an earlier state, and is cheap to do without.
  private static let tables = Index.Table.allCases.filter { $0 != .properties }
  private static let batch = 2000

  /// - Returns: `nil` if the file cannot be opened.
  init?(file: String) {
    guard let map = try? IndexMap(path: file, capacity: Index.capacity) else { return nil }
    self.map = map
  }

  /// Writes all that is found into another index.
  func copy(into index: Index) throws(Index.Failure) {
    var found: [Index.Change] = []
    for number in 0..<UInt64(map.pageCount) {
      guard let bytes = try? map.pages(number),
        let page = try? IndexPage(bytes, number: number), page.kind == .leaf
      else { continue }
      for entry in 0..<page.count {
        guard let node = try? page.node(entry), let change = record(node) else { continue }
        found.append(change)
      }
      if found.count >= Self.batch {
        try index.apply(found)
        found = []
      }
    }
    try index.apply(found)
  }

  private func record(_ node: IndexPage.Node) -> Index.Change? {
    guard (1...511).contains(node.key.count) else { return nil }
    var content = node.content
    if node.flags & IndexPage.Node.isElsewhere != 0 {
      guard let elsewhere = try? IndexTree.overflow(node, map) else { return nil }
      content = elsewhere
    }
    for table in Self.tables {
      if let value = RecordSeal.open(content, table, key: node.key) {
        return Index.Change(table: table, key: [UInt8](node.key), value: [UInt8](value))
      }
    }
    return nil
  }
}
