public import BuildGraph
public import FilmVocabulary

/// Composes and encodes a run of frames that starts with a key frame: a piece of a scene's body,
/// or a join between two scenes.
///
/// Inputs: `picture`, `clip`, `index` as ``PictureSource`` numbers them; `lut` as ``ColorLook``
/// numbers them; `font`, the font files of all text. Output `packets`: the encoded frames in the media engine's own form.
public struct SegmentParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "segment", version: 10,
    outputs: [.init("packets", fileExtension: "packets")],
    libraries: [
      "libavformat", "libavcodec", "libavfilter", "libavutil", "libswscale", "libwebp",
      "libwebpdemux", "libx264", "libass", "freetype", "harfbuzz", "fribidi", "icu",
    ],
    estimate: .init(seconds: 2, memory: 300 << 20))

  public var canvas: Canvas
  /// In order, without gaps.
  public var spans: [Span]
  /// What lies over all spans and transitions, under the captions: one after another where a
  /// watermark that moves begins anew.
  public var watermarks: [Overlay]
  public var captions: CaptionTrack?
  /// Captions with the look that their file gives them.
  public var script: ScriptTrack?
  public var resampling: Resampling
  /// The kernel by which a moving still is sampled.
  public var motionSampling: Resampling
  public var encoding: VideoEncoding

  public init(
    canvas: Canvas, spans: [Span], watermarks: [Overlay] = [], captions: CaptionTrack?,
    script: ScriptTrack? = nil, resampling: Resampling, motionSampling: Resampling,
    encoding: VideoEncoding
  ) {
    self.canvas = canvas
    self.spans = spans
    self.watermarks = watermarks
    self.captions = captions
    self.script = script
    self.resampling = resampling
    self.motionSampling = motionSampling
    self.encoding = encoding
  }

  /// Frames of one scene, or of two while one gives way to the other.
  public struct Span: Hashable, Codable, Sendable, FieldEncodable {
    /// Length in frames, at least 1.
    public var frames: Int
    public var shot: Shot
    public var blend: Blend?

    public init(frames: Int, shot: Shot, blend: Blend?) {
      self.frames = frames
      self.shot = shot
      self.blend = blend
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("frames", frames)
      encoder.field("shot", shot)
      encoder.field("blend", blend)
    }
  }

  /// A transition over the whole span, from the span's shot into another. In frame k of n the
  /// second shot has the weight (k + 1) / (n + 1), before it is eased.
  public struct Blend: Hashable, Codable, Sendable, FieldEncodable {
    public var transition: TransitionKind
    public var easing: TransitionEasing
    public var shot: Shot

    public init(transition: TransitionKind, easing: TransitionEasing = .linear, shot: Shot) {
      self.transition = transition
      self.easing = easing
      self.shot = shot
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("transition", transition)
      encoder.field("easing", easing)
      encoder.field("shot", shot)
    }
  }

  /// Each codec has a library of its own, and takes its own time.
  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    // A transition has two pictures to draw for each that it shows.
    let drawn = spans.reduce(0) { $0 + $1.frames * ($1.blend == nil ? 2 : 3) / 2 }
    descriptor.estimate = .init(
      seconds: 0.02 + Double(canvas.width * canvas.height * drawn) * encoding.secondsOfPixel,
      memory: (encoding.codec == .h264 ? 300 : 600) << 20, isOfNode: true)
    guard encoding.codec != .h264 else { return descriptor }
    descriptor.libraries = descriptor.libraries.map {
      $0 == VideoCodec.h264.library ? encoding.codec.library : $0
    }
    return descriptor
  }

  /// Length of the segment in frames.
  public var frames: Int { spans.reduce(0) { $0 + $1.frames } }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("canvas", canvas)
    encoder.field("spans", spans)
    encoder.field("watermarks", watermarks)
    encoder.field("captions", captions)
    encoder.field("script", script)
    encoder.field("resampling", resampling)
    encoder.field("motionSampling", motionSampling)
    encoder.field("encoding", encoding)
  }
}
