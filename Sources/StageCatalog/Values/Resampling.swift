public import BuildGraph

/// The kernel by which pictures are scaled, cheapest first.
public enum Resampling: String, Hashable, Codable, Sendable, CaseIterable, FieldEncodable {
  case bilinear, bicubic, lanczos
}
