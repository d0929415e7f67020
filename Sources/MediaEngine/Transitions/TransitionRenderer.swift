/// One way to blend two pictures. It was made for pictures of one size, and may keep what is the
/// same in every frame. Not for several threads.
///
/// All arithmetic on pixels is in whole numbers, so that every processor makes the same pictures.
protocol TransitionRenderer: AnyObject {
  /// - Parameter target: None of the two pictures.
  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture)
}
