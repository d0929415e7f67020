/// A place in one of the files that were read, small enough to stand in every node.
struct YAMLMark: Hashable, Sendable {
  /// Which file: an index into the list of files that were read.
  var file: Int32
  /// From 1.
  var line: Int32
  /// From 1, in Unicode scalars.
  var column: Int32
  /// In Unicode scalars; 0 if it ends on another line.
  var length: Int32
}
