/// Captions that come from a file: SubRip, WebVTT, or (Advanced) SubStation Alpha.
public struct CaptionFile: Hashable, Sendable {
  public var source: MediaSource
  public var offset: TimeOffset
}
