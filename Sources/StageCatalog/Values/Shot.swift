public import BuildGraph
public import FilmVocabulary

/// What a scene shows over some frames: pictures one after another, and what lies over them.
///
/// Frame 0 is the first frame of the span that uses the shot. Only what shows in that span is
/// here, so that the key of a span does not change with what lies outside.
public struct Shot: Hashable, Codable, Sendable, FieldEncodable {
  /// The parts in order; each lasts until the next begins.
  public var parts: [Part]
  /// Drawn over the pictures, the last on top.
  public var overlays: [Overlay]

  public init(parts: [Part], overlays: [Overlay]) {
    self.parts = parts
    self.overlays = overlays
  }

  public struct Part: Hashable, Codable, Sendable, FieldEncodable {
    /// The frame of the span at which the part begins; 0 for the first.
    public var start: Int
    public var source: PictureSource
    public var fit: Fit
    public var motion: Motion?

    public init(start: Int, source: PictureSource, fit: Fit, motion: Motion?) {
      self.start = start
      self.source = source
      self.fit = fit
      self.motion = motion
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("source", source)
      encoder.field("fit", fit)
      encoder.field("motion", motion)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("parts", parts)
    encoder.field("overlays", overlays)
  }
}
