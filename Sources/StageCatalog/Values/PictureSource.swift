public import BuildGraph
public import FilmVocabulary

/// Where a part of a shot takes its pictures from.
public enum PictureSource: Hashable, Codable, Sendable, FieldEncodable {
  case color(Color)
  /// A linear gradient. At 0 degrees it runs from the top to the bottom, at 90 from the left to
  /// the right; the colours stand at equal distances.
  case gradient(colors: [Color], degrees: Int)
  /// A still made by the `picture` stage: the input with role `picture` of that number.
  case still(input: Int)
  /// A video file: the input with role `clip` of that number; the input with role `index` of the
  /// same number is its frame index, made by the `probe` stage.
  case video(input: Int, play: Playback)

  /// Which of the source's frames are shown.
  public struct Playback: Hashable, Codable, Sendable, FieldEncodable {
    /// The source time of the part's first frame, in seconds from the first picture.
    public var start: Rational
    /// The source time at which the picture stays, in seconds: the last one before it, or, going
    /// backwards, the first one from it on. `nil` means the clip's end, or its beginning.
    public var end: Rational?
    /// Source time in each second of the film: 1 is the source's own pace, negative goes
    /// backwards, 0 stands.
    public var rate: Rational
    /// The source time with which it goes on where it would stay, again and again; `nil` means
    /// that it stays.
    public var loop: Rational?

    public init(
      start: Rational, end: Rational?, rate: Rational = Rational(1), loop: Rational? = nil
    ) {
      self.start = start
      self.end = end
      self.rate = rate
      self.loop = loop
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("end", end)
      encoder.field("rate", rate)
      encoder.field("loop", loop)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    switch self {
    case .color(let color):
      encoder.field("color", color)
    case .gradient(let colors, let degrees):
      encoder.field("gradient", colors)
      encoder.field("degrees", degrees)
    case .still(let input):
      encoder.field("still", input)
    case .video(let input, let play):
      encoder.field("video", input)
      encoder.field("play", play)
    }
  }
}
