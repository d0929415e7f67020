/// What a compilation may ask while it builds a graph: its only way to files and results.
///
/// A compilation is a pure function of its recipe and of what this answers. It is repeated as
/// results come in, always on the same graph.
public protocol ResultLookup {
  /// The bytes of a small result, if they are known.
  ///
  /// - Parameters:
  ///   - node: A node of `graph`; it may have been added a moment ago.
  ///   - output: The name of one of its inline outputs.
  /// - Returns: `nil` if the node has to run first, or cannot. The compilation then names it in
  ///   ``BuildPlan/pending`` and does without what depends on it.
  /// - Throws: When the store cannot be read, or the build is being cancelled.
  func inlineResult(of node: NodeID, output: String, in graph: Graph) throws -> [UInt8]?
}
