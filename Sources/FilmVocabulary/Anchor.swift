/// Where on the canvas a text or a picture stands.
public enum Anchor: String, Hashable, Sendable, Codable, CaseIterable {
  case topLeft = "top-left"
  case top
  case topRight = "top-right"
  case left
  case center
  case right
  case bottomLeft = "bottom-left"
  case bottom
  case bottomRight = "bottom-right"
}

extension Anchor {
  public enum Row: Sendable { case top, middle, bottom }
  public enum Column: Sendable { case left, middle, right }

  public var row: Row {
    switch self {
    case .topLeft, .top, .topRight: .top
    case .left, .center, .right: .middle
    case .bottomLeft, .bottom, .bottomRight: .bottom
    }
  }

  public var column: Column {
    switch self {
    case .topLeft, .left, .bottomLeft: .left
    case .top, .center, .bottom: .middle
    case .topRight, .right, .bottomRight: .right
    }
  }
}
