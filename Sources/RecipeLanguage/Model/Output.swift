public import FilmVocabulary

/// A file that is to be made.
public struct Output: Hashable, Sendable {
  public var mark: SourceMark
  public var path: Located<RecipePath>
  /// The kind of file, which its ending says.
  public var container: Container
  /// `nil` for a GIF and for files of sound.
  public var videoCodec: VideoCodec?
  /// `nil` for a file without sound.
  public var soundCodec: SoundCodec?
  /// In pixels, even.
  public var width: Int
  /// In pixels, even.
  public var height: Int
  /// Frames a second.
  public var frameRate: Rational
  /// The ids of the scenes that are in it, in the film's order; `nil` for all.
  public var scenes: [Located<String>]?
  /// Whether the film's watermark stands in it.
  public var hasWatermark = true
  public var thumbnail = OutputThumbnail.inherited

  /// Frames a second, and the short side in pixels, where a recipe says nothing. A GIF is many
  /// times as large as a film, and is made to stand in a page.
  static func defaultFrameRate(of container: Container) -> Rational {
    Rational(container == .gif ? 15 : 30)
  }

  static func defaultLines(of container: Container) -> Int { container == .gif ? 360 : 720 }
}
