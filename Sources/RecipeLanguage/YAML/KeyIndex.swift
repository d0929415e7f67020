/// Tells whether a key stands in a mapping already: by search while the mapping is small, which
/// nearly all are, and by hash from then on.
struct KeyIndex {
  private static let searched = 12
  private var positions: [String: Int] = [:]

  /// Notes that `key` is about to be added at `position`.
  ///
  /// - Returns: The position of the same key, if it is there already; nothing is noted then.
  mutating func insert(_ key: String, at position: Int, in entries: [YAMLEntry]) -> Int? {
    if entries.count < Self.searched { return entries.firstIndex { $0.key == key } }
    if positions.isEmpty {
      for (index, entry) in entries.enumerated() { positions[entry.key] = index }
    }
    if let found = positions[key] { return found }
    positions[key] = position
    return nil
  }
}
