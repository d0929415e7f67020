/// How one scene gives way to the next: names of ffmpeg's `xfade` filter, with their meaning.
public enum TransitionKind: String, Hashable, Sendable, Codable, CaseIterable {
  case fade, fadeblack, fadewhite, dissolve
  case wipeleft, wiperight, wipeup, wipedown
  case slideleft, slideright, slideup, slidedown
  case circleopen, circleclose
}
