public import FilmVocabulary

/// Blends one picture into another. All arithmetic is in integers, so that every processor
/// makes the same pictures. Not for several threads.
public final class Transition {
  private let easing: TransitionEasing
  private let renderer: any TransitionRenderer

  /// Works out what is the same in every frame of the transition.
  ///
  /// - Parameters:
  ///   - width: Of all pictures, in pixels; even.
  ///   - height: Even.
  public init(
    _ kind: TransitionKind, easing: TransitionEasing = .linear, width: Int, height: Int
  ) {
    precondition(width % 2 == 0 && height % 2 == 0)
    self.easing = easing
    renderer = kind.renderer(width: width, height: height)
  }

  /// Draws frame `index` of `count`, in which `second` has the weight (index + 1) / (count + 1)
  /// before it is eased.
  ///
  /// - Parameter target: None of the two pictures.
  public func draw(
    from first: Picture, to second: Picture, index: Int, count: Int, into target: Picture
  ) {
    precondition(target !== first && target !== second)
    renderer.draw(
      from: first, to: second,
      at: TransitionProgress(index: index, count: count, easing: easing), into: target)
  }
}
