public import FilmVocabulary

/// How the picture of a still or a clip moves in its frame.
public enum Effect: Hashable, Sendable {
  case none
  case zoomIn
  case zoomOut
  case panLeft
  case panRight
  /// A slow move from one part of the picture to another.
  case kenBurns(from: UnitRectangle, to: UnitRectangle)
}
