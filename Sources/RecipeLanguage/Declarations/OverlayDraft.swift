internal import FilmVocabulary

/// An overlay or a watermark while it is read.
struct OverlayDraft: Sendable {
  var mark: SourceMark
  var media = MediaSourceDraft()
  var play = PlayDraft()
  var width: Located<Rational>?
  var height: Located<Rational>?
  var radius: Located<Rational>?
  var border: Located<OverlayMedia.Border>?
  var text: Located<String>?
  var look = TextLook()
  var size: Located<Rational>?
  var color: Located<Color>?
  var position = Overlay.Position.anchor(.center)
  var margin: Rational?
  var opacity = Rational(1)
  var start: Located<TimeValue>?
  var end: Located<TimeValue>?
  var entrance: Overlay.Move?
  var exit: Overlay.Move?

  func checkTimes(_ reader: RecipeReader) {
    guard let end else { return }
    let isKnownLater = start.flatMap { end.value.isKnownLater(than: $0.value) }
    if isKnownLater == false || end.value.isZero {
      reader.report(Diagnostic("the overlay ends before it begins", at: end.mark))
    }
  }

  func overlay(_ reader: RecipeReader) -> Overlay? {
    let before = reader.errorCount
    guard media.check(reader), play.check(reader) else { return nil }
    let content: Overlay.Content
    if let source = media.source {
      content = .media(picture(source, reader))
    } else {
      guard let words = words(reader) else { return nil }
      content = .text(words)
    }
    guard reader.errorCount == before else { return nil }
    return Overlay(
      mark: mark, content: content, position: position, margin: margin, opacity: opacity,
      start: start, end: end, entrance: entrance, exit: exit)
  }

  private func picture(_ source: MediaSource, _ reader: RecipeReader) -> OverlayMedia {
    let key = look.changedKey
    for (key, mark) in [
      ("size", size?.mark), ("color", color?.mark),
      (key ?? "", key == nil ? nil : look.fonts.first?.mark ?? mark),
    ] {
      if let mark {
        reader.report(Diagnostic("'\(key)' belongs to an overlay with a 'text'", at: mark))
      }
    }
    if let frame = play.retiming.frame,
      let (key, _) = play.first(of: PlayDraft.movingKeys)
    {
      reader.report(
        Diagnostic("'\(key)' and 'frame' do not go together: a frame stands", at: frame.mark))
    }
    return OverlayMedia(
      source: source, width: width?.value, height: height?.value, trim: play.trim,
      retiming: play.retiming, loops: play.loops,
      volume: play.volume ?? .factor(.zero), crop: play.crop, look: play.look,
      radius: radius?.value ?? .zero, border: border?.value)
  }

  private func words(_ reader: RecipeReader) -> OverlayText? {
    guard let text else { return nil }
    if let width {
      reader.report(
        Diagnostic(
          "'width' belongs to an overlay with a 'path'; a text has a 'size'", at: width.mark))
    }
    for (key, mark) in [
      ("height", height?.mark), ("radius", radius?.mark),
      ("border", border?.mark),
      play.first(of: PlayDraft.keys).map { ($0.key, $0.mark) } ?? ("", nil),
    ] {
      if let mark {
        reader.report(Diagnostic("'\(key)' belongs to an overlay with a 'path'", at: mark))
      }
    }
    return OverlayText(
      text: text, look: look, size: size?.value ?? Rational(5, 100), color: color?.value ?? .white)
  }
}
