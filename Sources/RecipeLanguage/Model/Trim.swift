/// A part of a video or a sound, in the file's own time.
public struct Trim: Hashable, Sendable {
  public var from: Located<TimeValue>
  /// `nil` for the file's end.
  public var to: Located<TimeValue>?
}
