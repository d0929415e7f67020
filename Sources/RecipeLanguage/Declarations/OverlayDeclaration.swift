internal import FilmVocabulary

extension Declarations {
  static let overlay: Shape<Overlay> = overlayMapping.shape(
    "overlay", make: { OverlayDraft(mark: $0) }
  ) { draft, reader in draft.overlay(reader) }

  struct OverlayDraft: Sendable {
    var mark: SourceMark
    var media = MediaSourceDraft()
    var width: Located<Rational>?
    var text: Located<String>?
    var look = TextLook()
    var size: Located<Rational>?
    var color: Located<Color>?
    var position = Anchor.center
    var opacity = Rational(1)
    var start: Located<TimeValue>?
    var end: Located<TimeValue>?

    func overlay(_ reader: RecipeReader) -> Overlay? {
      let before = reader.errorCount
      guard media.check(reader) else { return nil }
      if let start, let end, end.value.isKnownLater(than: start.value) == false {
        reader.report(Diagnostic("the overlay ends before it begins", at: end.mark))
      } else if let end, end.value.isZero {
        reader.report(Diagnostic("the overlay ends before it begins", at: end.mark))
      }
      let content: Overlay.Content
      if let source = media.source {
        let key = look.changedKey
        for (key, mark) in [
          ("size", size?.mark), ("color", color?.mark),
          (key ?? "", key == nil ? nil : look.fonts.first?.mark ?? mark),
        ] {
          if let mark {
            reader.report(Diagnostic("'\(key)' belongs to an overlay with a 'text'", at: mark))
          }
        }
        content = .image(source, width: width?.value ?? Rational(20, 100))
      } else {
        guard let text else { return nil }
        if let width {
          reader.report(
            Diagnostic(
              "'width' belongs to an overlay with a 'path'; a text has a 'size'",
              at: width.mark))
        }
        content = .text(
          OverlayText(
            text: text, look: look, size: size?.value ?? Rational(5, 100),
            color: color?.value ?? .white))
      }
      guard reader.errorCount == before else { return nil }
      return Overlay(
        mark: mark, content: content, position: position, opacity: opacity, start: start, end: end)
    }
  }

  static let overlayMapping = MappingDeclaration<OverlayDraft>(
    "an overlay", "A picture or a text that stands over a scene.",
    exclusiveKeys: ["path", "stage", "text"],
    fields: MediaSourceDraft.fields("The picture.", \OverlayDraft.media) + [
      Field(
        "width", Shapes.quantity("%", from: 1, to: 100, dividedBy: 100).located,
        "The picture's width, in percent of the frame's width.", default: "20%"
      ) { $0.width = $1 },
      Field("text", Shapes.words.located, "The words.") { $0.text = $1 },
      Field(
        "size", Shapes.quantity("%", from: 1, to: 50, dividedBy: 100).located,
        "The size of the font, in percent of the frame's height.", default: "5%"
      ) { $0.size = $1 },
      Field("color", Shapes.color.located, "The letters' colour.", default: "white") {
        $0.color = $1
      },
      Field(
        "position", Shapes.word("position", Anchor.self), "Where in the frame.", default: "center"
      ) { $0.position = $1 },
      Field(
        "opacity", Shapes.number(.zero, Rational(1)), "0 is invisible, 1 covers.", default: "1"
      ) { $0.opacity = $1 },
      Field(
        "start", Shapes.time.located, "When it appears, from the scene's start.", default: "0s"
      ) { $0.start = $1 },
      Field(
        "end", Shapes.time.located, "When it is gone, from the scene's start.",
        default: "the scene's end"
      ) { $0.end = $1 },
    ]
      + TextLook.fields(
        \OverlayDraft.look, font: "the subtitles' font", outline: "5%, or none with a box",
        bold: "false"))
}
