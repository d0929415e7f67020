/// A chapter that the recipe names.
public struct Chapter: Hashable, Sendable {
  public var title: Located<String>
  /// From the film's start.
  public var at: Located<TimeValue>
}
