/// Makes a colour transparent, with the names and the meaning of ffmpeg's `chromakey` filter.
public struct ChromaKey: Hashable, Sendable, Codable {
  /// The colour that is to go, as a screen has it.
  public var color: Color
  /// How far from the colour a pixel is still fully transparent: 0 … 1, where 1 is the largest
  /// distance that there is between two colours.
  public var similarity: Rational
  /// Over which further distance pixels become opaque; 0 for a hard edge.
  public var blend: Rational
  /// How much of the screen's light is taken out of what stays: 0 … 1.
  public var despill: Rational

  public init(color: Color, similarity: Rational, blend: Rational, despill: Rational) {
    self.color = color
    self.similarity = similarity
    self.blend = blend
    self.despill = despill
  }
}
