internal import FilmVocabulary

/// How far a transition has come in one frame: whole numbers, the same on every processor.
struct TransitionProgress: Hashable {
  /// How much of the second picture there is, in 1/65536.
  let share: Int

  static let one = 65536

  init(share: Int) { self.share = share }

  /// Frame `index` of `count`, which has the weight (index + 1) / (count + 1) before it is eased:
  /// neither the first frame nor the last one repeats a frame outside of the transition.
  init(index: Int, count: Int, easing: TransitionEasing) {
    let even = ((index + 1) * Self.one + (count + 1) / 2) / (count + 1)
    let rest = Self.one - even
    share =
      switch easing {
      case .linear: even
      case .easeIn: Self.product(even, even)
      case .easeOut: Self.one - Self.product(rest, rest)
      case .easeInOut: Self.product(Self.product(even, even), 3 * Self.one - 2 * even)
      }
  }

  /// How much of the first picture is left, in 1/65536.
  var rest: Int { Self.one - share }

  /// The share of a length, such as a width in pixels.
  func of(_ length: Int) -> Int { (length * share + Self.one / 2) / Self.one }

  /// From 0 to 1.
  var fraction: Double { Double(share) / Double(Self.one) }

  private static func product(_ first: Int, _ second: Int) -> Int {
    (first * second + one / 2) / one
  }
}
