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
    /// The part of a video's picture that is used, before it is fitted. A still has been cropped
    /// when it was decoded.
    public var crop: UnitRectangle?
    public var fit: Fit
    /// The point that `cover` keeps in view; `nil` for the middle.
    public var focus: UnitPoint?
    public var look: ColorLook?
    /// What shows through and beside the source, filling the canvas; `nil` for black.
    public var background: PictureSource?
    public var motion: Motion?

    public init(
      start: Int, source: PictureSource, crop: UnitRectangle? = nil, fit: Fit,
      focus: UnitPoint? = nil, look: ColorLook? = nil, background: PictureSource? = nil,
      motion: Motion?
    ) {
      self.start = start
      self.source = source
      self.crop = crop
      self.fit = fit
      self.focus = focus
      self.look = look
      self.background = background
      self.motion = motion
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("source", source)
      encoder.field("crop", crop)
      encoder.field("fit", fit)
      encoder.field("focus", focus)
      encoder.field("look", look)
      encoder.field("background", background)
      encoder.field("motion", motion)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("parts", parts)
    encoder.field("overlays", overlays)
  }
}
