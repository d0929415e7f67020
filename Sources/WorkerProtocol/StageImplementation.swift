public import BuildGraph

/// The work of one stage, on the worker's side of the wall.
///
/// A stage reads its inputs and writes every output that its descriptor names, and nothing else
/// but files in its scratch folder. What it writes depends on its parameters, its inputs' bytes
/// and the libraries that its descriptor names, on nothing else.
public protocol StageImplementation: Sendable {
  associatedtype Parameters: NodeParameters

  /// Does the work, on a thread of its own: blocking calls are welcome.
  ///
  /// - Throws: ``StageError`` for what a user can act on. Any other error is reported under the
  ///   code `internal`.
  static func run(_ parameters: Parameters, in context: StageContext) throws
}

extension StageImplementation {
  /// What the engine knows of this stage.
  public static var descriptor: StageDescriptor { Parameters.stage }
}
