internal import FilmVocabulary

/// A clip before its scene's fit is known.
struct ClipDraft: Sendable {
  var mark: SourceMark
  var media = MediaSourceDraft()
  var color: Color?
  var gradient: [Color]?
  var angle: Rational?
  var play = PlayDraft()
  var fit: Fit?
  var focus: UnitPoint?
  var background: Background?
  var duration: Located<TimeValue>?

  var source: Clip.Source {
    if let media = media.source { return .media(media) }
    if let gradient { return .gradient(gradient, angle: angle ?? Rational(180)) }
    return .color(color ?? Clip.background)
  }

  /// - Parameters: What the scene says.
  func clip(
    fit sceneFit: Fit?, focus sceneFocus: UnitPoint?, background sceneBackground: Background?
  )
    -> Clip
  {
    Clip(
      mark: mark, source: source, trim: play.trim, retiming: play.retiming, loops: play.loops,
      volume: play.volume ?? .unity, crop: play.crop, fit: fit ?? sceneFit ?? .cover,
      focus: focus ?? sceneFocus, look: play.look, background: background ?? sceneBackground,
      duration: duration)
  }
}
