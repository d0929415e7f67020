/// What shows behind a clip that does not cover the frame, or through it.
public struct Background: Hashable, Sendable {
  public var source: Clip.Source
  /// The part of a video that is used; it is repeated as long as the clip shows.
  public var trim: Trim?
}
