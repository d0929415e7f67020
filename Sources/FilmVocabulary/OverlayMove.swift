/// How an overlay comes or goes. Slides have the directions of the transitions of the same name.
public enum OverlayMove: String, Hashable, Sendable, Codable, CaseIterable {
  case fade, slideleft, slideright, slideup, slidedown, zoom
}
