public import FilmVocabulary

/// At which pace, in which direction and with which stops a video plays.
public struct Retiming: Hashable, Sendable {
  /// How many times as fast: 0.25 to 4, in steps of a thousandth.
  public var speed = Rational(1)
  public var isReversed = false
  /// Where the picture stands for a while, in no order.
  public var freezes: [Freeze] = []
  /// The one picture that shows, as a still, in the file's own time.
  public var frame: Located<TimeValue>?
  /// The keys of the recipe that only a video can obey, in their order, and where they stand: the
  /// part that is used, and how it plays.
  public var videoKeys: [Located<String>] = []

  /// Forwards, at its own pace.
  public init() {}

  /// A moment at which the picture stands.
  public struct Freeze: Hashable, Sendable {
    /// In the file's own time.
    public var at: Located<TimeValue>
    public var duration: TimeValue
  }
}
