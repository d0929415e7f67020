/// The typed parameters of one stage: everything but its inputs that can change its outputs.
///
/// They travel to a worker as JSON (`Codable`) and into the key as fields (``FieldEncodable``).
public protocol NodeParameters: FieldEncodable, Codable, Sendable {
  static var stage: StageDescriptor { get }
}
