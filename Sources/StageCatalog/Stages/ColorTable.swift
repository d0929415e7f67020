public import BuildGraph

/// Reads a table of colours in the form `.cube`, and works it out for pictures' own values.
///
/// Input `file`: the `.cube` file. Output `info`: ``ColorTableInfo``. Output `table`: what becomes of
/// each colour, in the media engine's own form.
public struct ColorTableParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "color-table", version: 1,
    outputs: [
      .init("info", fileExtension: "json", isInline: true),
      .init("table", fileExtension: "table"),
    ],
    libraries: [],
    estimate: .init(seconds: 0.05, memory: 50 << 20))

  public init() {}

  public func encodeFields(into encoder: inout FieldEncoder) {}
}

/// What a table of colours is, as its file says.
public struct ColorTableInfo: Codable, Hashable, Sendable {
  /// Colours a side, or steps of the curves.
  public var size: Int
  /// Whether each channel has a curve of its own, in place of a cube of colours.
  public var isCurve: Bool

  public init(size: Int, isCurve: Bool) {
    self.size = size
    self.isCurve = isCurve
  }
}
