/// What a file may cost to read. No recipe that a person wrote comes near these.
enum YAMLLimits {
  /// Bytes of one file: 16 MiB.
  static let fileSize = 16 << 20
  /// Nodes of one file as it is written.
  static let nodes = 1_000_000
  /// Nodes that aliases and merge keys add, each counted with all that is below it.
  static let aliasedNodes = 100_000
  /// Levels of mappings and lists, aliases followed.
  static let depth = 64
}
