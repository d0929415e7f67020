internal import FilmVocabulary

/// A clip before its scene's fit is known.
struct ClipDraft: Sendable {
  var mark: SourceMark
  var media = MediaSourceDraft()
  var color: Color?
  var gradient: [Color]?
  var angle: Rational?
  var trim: Trim?
  var volume: Volume?
  var fit: Fit?
  var duration: Located<TimeValue>?

  func clip(fit sceneFit: Fit?) -> Clip {
    let source: Clip.Source =
      if let media = media.source {
        .media(media)
      } else if let gradient {
        .gradient(gradient, angle: angle ?? Rational(180))
      } else {
        .color(color ?? Clip.background)
      }
    return Clip(
      mark: mark, source: source, trim: trim, volume: volume ?? .unity,
      fit: fit ?? sceneFit ?? .cover, duration: duration)
  }
}
