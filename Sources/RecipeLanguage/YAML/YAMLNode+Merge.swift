extension YAMLNode {
  /// This node laid over another: mappings are merged key by key, all else is replaced.
  func merged(over base: YAMLNode) -> YAMLNode {
    guard case .mapping(let own) = content, case .mapping(let others) = base.content else {
      return self
    }
    var positions: [String: Int] = [:]
    for (index, entry) in others.enumerated() { positions[entry.key] = index }
    var entries = others
    for entry in own {
      guard let index = positions[entry.key] else {
        entries.append(entry)
        continue
      }
      let value = entry.value.merged(over: entries[index].value)
      entries[index] = YAMLEntry(key: entry.key, keyMark: entry.keyMark, value: value)
    }
    return YAMLNode(content: .mapping(entries), mark: mark)
  }
}
