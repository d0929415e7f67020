/// How a transition's pace changes on its way.
public enum TransitionEasing: String, Hashable, Sendable, Codable, CaseIterable {
  case linear
  case easeIn = "ease-in"
  case easeOut = "ease-out"
  case easeInOut = "ease-in-out"
}
