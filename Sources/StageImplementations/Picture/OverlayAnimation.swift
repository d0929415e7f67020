internal import FilmVocabulary
internal import StageCatalog

/// How an overlay stands in a frame while it comes or goes, in whole numbers.
struct OverlayAnimation {
  /// From where it stands at rest, in pixels.
  var x = 0
  var y = 0
  /// In 1/65536.
  var scale = one
  /// In 1/65536.
  var opacity = one

  static let one = 65536

  /// - Parameters:
  ///   - frame: Of the span.
  ///   - box: Where the overlay stands at rest.
  init(
    entrance: Overlay.Move?, exit: Overlay.Move?, frame: Int,
    box: (x: Int, y: Int, width: Int, height: Int), canvas: Canvas
  ) {
    if let entrance {
      let rest = Self.one - Self.progress(of: entrance, frame: frame)
      // Slows down towards its place.
      apply(
        entrance.name, share: rest, eased: Self.cube(rest),
        // It comes from where a slide of that name leads away from.
        towards: (
          canvas.width - box.x, -(box.x + box.width), canvas.height - box.y,
          -(box.y + box.height)
        ))
    }
    if let exit {
      let share = Self.progress(of: exit, frame: frame)
      apply(
        exit.name, share: share, eased: Self.cube(share),
        towards: (
          -(box.x + box.width), canvas.width - box.x, -(box.y + box.height),
          canvas.height - box.y
        ))
    }
  }

  /// 0 before the move, 1 after it. Neither is reached in a frame of the move itself.
  private static func progress(of move: Overlay.Move, frame: Int) -> Int {
    let place = max(0, min(move.frames + 1, frame - move.start + 1))
    return place * one / (move.frames + 1)
  }

  private static func cube(_ share: Int) -> Int { share * share / one * share / one }

  /// - Parameters:
  ///   - share: How far it is away, evenly.
  ///   - eased: The same, slow near its place.
  ///   - towards: How far it has to move to be out of sight, for slides left, right, up and down.
  private mutating func apply(
    _ move: OverlayMove, share: Int, eased: Int, towards: (Int, Int, Int, Int)
  ) {
    func part(_ distance: Int) -> Int { (distance * eased + Self.one / 2) >> 16 }
    switch move {
    case .fade: opacity = opacity * (Self.one - share) / Self.one
    case .slideleft: x += part(towards.0)
    case .slideright: x += part(towards.1)
    case .slideup: y += part(towards.2)
    case .slidedown: y += part(towards.3)
    case .zoom: scale = scale * (Self.one - eased) / Self.one
    }
  }
}
