/// The typed parameters of one stage: everything but its inputs that can change its outputs.
///
/// They travel to a worker as JSON (`Codable`) and into the key as fields (``FieldEncodable``).
public protocol NodeParameters: FieldEncodable, Codable, Sendable {
  /// The stage, with the outputs that all of its nodes have.
  static var stage: StageDescriptor { get }

  /// The stage as it is for these parameters: its outputs may depend on them. Such parameters
  /// must hold the outputs' names among their fields, so that they are in the key.
  var descriptor: StageDescriptor { get }
}

extension NodeParameters {
  public var descriptor: StageDescriptor { Self.stage }
}
