/// A value of a YAML document, with its place. Aliases are resolved and merge keys applied.
///
/// An alias shares the storage of what it names, so resolving one costs no copy; that the tree
/// stays small when it is walked is the composer's promise.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  var content: Content
  var mark: YAMLMark

  var isNull: Bool {
    if case .scalar(let scalar) = content { return scalar.isNull }
    return false
  }

  /// The value of a key, or `nil` if this is no mapping or has no such key.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// What it is, for messages: `a list`, `the number 5`.
  var kindDescription: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): scalar.kindDescription
    }
  }
}

/// A key with its value.
struct YAMLEntry: Sendable {
  var key: String
  var keyMark: YAMLMark
  var value: YAMLNode
}
