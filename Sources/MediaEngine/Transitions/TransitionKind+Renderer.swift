internal import FilmVocabulary

extension TransitionKind {
  /// The registry of all transitions. Directions and shapes are those of ffmpeg's `xfade`.
  func renderer(width: Int, height: Int) -> any TransitionRenderer {
    func mask(_ field: MomentField) -> MaskTransition {
      MaskTransition(field, width: width, height: height)
    }
    return switch self {
    case .fade: CrossFade()
    case .fadeblack: GroundFade(.luma(16))
    case .fadewhite: GroundFade(.luma(235))
    case .fadegrays: GroundFade(.grey)
    case .fadefast: ContrastFade(isFast: true)
    case .fadeslow: ContrastFade(isFast: false)

    case .wipeleft: mask(.columns(0) { u in 1 - u })
    case .wiperight: mask(.columns(0) { u in u })
    case .wipeup: mask(.rows(0) { v in 1 - v })
    case .wipedown: mask(.rows(0) { v in v })
    case .wipetl: mask(.pixels(0) { u, v in 1 - max(u, v) })
    case .wipetr: mask(.pixels(0) { u, v in 1 - max(1 - u, v) })
    case .wipebl: mask(.pixels(0) { u, v in 1 - max(u, 1 - v) })
    case .wipebr: mask(.pixels(0) { u, v in 1 - max(1 - u, 1 - v) })

    case .smoothleft: mask(.columns(1 / 2) { u in (1 - u) / 2 })
    case .smoothright: mask(.columns(1 / 2) { u in u / 2 })
    case .smoothup: mask(.rows(1 / 2) { v in (1 - v) / 2 })
    case .smoothdown: mask(.rows(1 / 2) { v in v / 2 })
    case .vertopen: mask(.columns(1 / 2) { u in abs(u - 0.5) })
    case .vertclose: mask(.columns(1 / 2) { u in 0.5 - abs(u - 0.5) })
    case .horzopen: mask(.rows(1 / 2) { v in abs(v - 0.5) })
    case .horzclose: mask(.rows(1 / 2) { v in 0.5 - abs(v - 0.5) })
    case .diagtl: mask(.pixels(1 / 2) { u, v in (1 - u * v) / 2 })
    case .diagtr: mask(.pixels(1 / 2) { u, v in (1 - (1 - u) * v) / 2 })
    case .diagbl: mask(.pixels(1 / 2) { u, v in (1 - u * (1 - v)) / 2 })
    case .diagbr: mask(.pixels(1 / 2) { u, v in (1 - (1 - u) * (1 - v)) / 2 })

    case .circleopen: mask(.circle(1 / 3, width, height) { radius in (radius + 0.5) / 3 })
    case .circleclose: mask(.circle(1 / 3, width, height) { radius in (1.5 - radius) / 3 })
    case .radial: mask(.radial(width, height))
    case .dissolve: mask(.noise)
    case .hlslice: mask(.columns(0) { u in MomentField.slice(u) })
    case .hrslice: mask(.columns(0) { u in MomentField.slice(1 - u) })
    case .vuslice: mask(.rows(0) { v in MomentField.slice(v) })
    case .vdslice: mask(.rows(0) { v in MomentField.slice(1 - v) })
    case .hlwind: mask(.wind(height, isAcross: true) { u, _ in 1 - u })
    case .hrwind: mask(.wind(height, isAcross: true) { u, _ in u })
    case .vuwind: mask(.wind(width, isAcross: false) { _, v in 1 - v })
    case .vdwind: mask(.wind(width, isAcross: false) { _, v in v })

    case .circlecrop: CropTransition.circle(width: width, height: height)
    case .rectcrop: CropTransition.rectangle(width: width, height: height)

    case .slideleft: SlideTransition(.left, moves: .both)
    case .slideright: SlideTransition(.right, moves: .both)
    case .slideup: SlideTransition(.up, moves: .both)
    case .slidedown: SlideTransition(.down, moves: .both)
    case .coverleft: SlideTransition(.left, moves: .second)
    case .coverright: SlideTransition(.right, moves: .second)
    case .coverup: SlideTransition(.up, moves: .second)
    case .coverdown: SlideTransition(.down, moves: .second)
    case .revealleft: SlideTransition(.left, moves: .first)
    case .revealright: SlideTransition(.right, moves: .first)
    case .revealup: SlideTransition(.up, moves: .first)
    case .revealdown: SlideTransition(.down, moves: .first)

    case .squeezeh: SqueezeTransition(isAcross: false)
    case .squeezev: SqueezeTransition(isAcross: true)
    case .zoomin: ZoomTransition(width: width, height: height)
    case .pixelize: MosaicTransition()
    case .distance: DistanceTransition()
    case .hblur: BlurTransition(width: width, height: height)
    }
  }
}
