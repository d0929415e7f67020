/// How the lines of a text lie to one another.
public enum TextAlignment: String, Hashable, Sendable, Codable, CaseIterable {
  case left, center, right
}
