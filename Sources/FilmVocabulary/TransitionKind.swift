/// How one scene gives way to the next: names of ffmpeg's `xfade` filter, with their meaning.
public enum TransitionKind: String, Hashable, Sendable, Codable, CaseIterable {
  case fade, fadeblack, fadewhite, fadegrays, fadefast, fadeslow
  case wipeleft, wiperight, wipeup, wipedown, wipetl, wipetr, wipebl, wipebr
  case slideleft, slideright, slideup, slidedown
  case smoothleft, smoothright, smoothup, smoothdown
  case coverleft, coverright, coverup, coverdown
  case revealleft, revealright, revealup, revealdown
  case circlecrop, rectcrop, circleopen, circleclose
  case vertopen, vertclose, horzopen, horzclose
  case dissolve, pixelize, distance, radial, hblur, zoomin
  case diagtl, diagtr, diagbl, diagbr
  case hlslice, hrslice, vuslice, vdslice
  case squeezeh, squeezev
  case hlwind, hrwind, vuwind, vdwind
}
