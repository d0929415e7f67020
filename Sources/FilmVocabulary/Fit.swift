/// How a picture of one shape fills a canvas of another: the words of CSS's `object-fit`.
public enum Fit: String, Hashable, Sendable, Codable, CaseIterable {
  /// Fills the canvas; what stands over is cropped evenly.
  case cover
  /// Shows the whole picture, with bars where the shapes differ.
  case contain
  /// Fills the canvas and changes the shape.
  case stretch
  /// Shows the whole picture before a blurred copy of itself that covers the canvas.
  case blur
}
