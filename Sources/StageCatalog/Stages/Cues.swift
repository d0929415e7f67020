public import BuildGraph

/// Reads a file of captions.
///
/// Input `file`: SubRip, WebVTT, or a script in the form of (Advanced) SubStation Alpha. Output
/// `cues`: a `CaptionDocument`.
public struct CuesParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "cues", version: 4,
    outputs: [.init("cues", fileExtension: "json", isInline: true)],
    libraries: [],
    estimate: .init(seconds: 0.02, memory: 50 << 20))

  /// Whether a script's own styles and events are wanted besides its words.
  public var keepsScript: Bool

  public init(keepsScript: Bool) { self.keepsScript = keepsScript }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("keepsScript", keepsScript)
  }
}
