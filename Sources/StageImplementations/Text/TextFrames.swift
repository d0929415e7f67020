internal import MediaEngine

/// Text that can be different in each frame of a span or a segment.
protocol TextFrames: AnyObject {
  /// What is drawn in a frame, and whether it is something else than in the frame asked for last.
  func frame(_ frame: Int) -> (bitmaps: [TextBitmap], emoji: [ColorBitmap], isChanged: Bool)
}
