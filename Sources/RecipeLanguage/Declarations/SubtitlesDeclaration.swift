internal import FilmVocabulary

extension Declarations {
  static let subtitles: Shape<Subtitles> = subtitlesMapping.shape(
    "subtitles", make: { _ in SubtitlesDraft() }
  ) { draft, reader in
    let before = reader.errorCount
    var subtitles = draft.subtitles
    subtitles.file = draft.file.file(reader)
    draft.check(reader)
    return reader.errorCount == before ? subtitles : nil
  }

  struct SubtitlesDraft: Sendable {
    var subtitles = Subtitles()
    var file = CaptionFileDraft()
    var look: Located<Subtitles.Look>?

    /// Reports what does not go together.
    func check(_ reader: RecipeReader) {
      if let look, look.value == .file, file.media.source == nil {
        reader.report(
          Diagnostic("the look of a file needs a 'path' or a 'stage' beside it", at: look.mark))
      }
      var first: [String: SourceMark] = [:]
      for track in subtitles.tracks {
        let language = track.language.value.lowercased()
        guard let other = first.updateValue(track.language.mark, forKey: language) else { continue }
        reader.report(
          Diagnostic(
            "two tracks have the language \(track.language.value.quoted)",
            at: track.language.mark, notes: [.init("the first one", at: other)]))
      }
    }
  }

  static let subtitlesMapping = MappingDeclaration<SubtitlesDraft>(
    "the subtitles", "What becomes of the film's words as text.",
    fields: CaptionFileDraft.fields(
      "Captions of the whole film, in place of those of its scenes.",
      media: \SubtitlesDraft.file.media, offset: \SubtitlesDraft.file.offset) + [
        Field(
          "look", Shapes.word("look", Subtitles.Look.self).located,
          "Whose look captions from a file have, burned or as ASS: that of `style`, or that of an ASS "
            + "file's own styles.", default: "recipe"
        ) {
          $0.look = $1
          $0.subtitles.look = $1.value
        },
        Field(
          "language", languageTag, "The captions' language as a BCP 47 tag.",
          default: "the film's"
        ) { $0.subtitles.language = $1 },
        Field(
          "tracks", .list(of: subtitleTrack, "a list of subtitle tracks", minimum: 0),
          "Subtitles in further languages."
        ) { $0.subtitles.tracks = $1 },
        Field("mode", subtitleModes, "How they are given; a list is fine.", default: "burn") {
          $0.subtitles.modes = $1
        },
        Field(
          "formats",
          .list(of: Shapes.word("subtitle format", SubtitleFormat.self), "a list of formats"),
          "The formats of sidecar files.", default: "[srt]"
        ) { draft, formats in
          draft.subtitles.formats = SubtitleFormat.allCases.filter(formats.contains)
        },
        Field("style", subtitleStyle, "How burned subtitles look.") {
          $0.subtitles.style = $1
        },
      ])

  private static let subtitleModes = Shape<[SubtitleMode]>.either(
    "a mode or a list of modes",
    scalar: Shapes.word(
      "subtitle mode",
      [("none", [])] + SubtitleMode.allCases.map { ($0.rawValue, [$0]) }),
    list: Shape<[SubtitleMode]>.list(
      of: Shapes.word("subtitle mode", SubtitleMode.self), "a list of modes"
    ).map { modes in SubtitleMode.allCases.filter(modes.contains) })

  private static let subtitleStyle: Shape<SubtitleStyle> = subtitleStyleMapping.shape(
    "subtitle_style", make: { _ in SubtitleStyle() }, finish: { style, _ in style })

  static let subtitleStyleMapping = MappingDeclaration<SubtitleStyle>(
    "the style of the subtitles", "How burned subtitles look.",
    fields: TextLook.fields(
      \SubtitleStyle.look, font: "Noto Sans", outline: "6%", bold: "false") + [
        Field(
          "size", Shapes.quantity("%", from: 1, to: 50, dividedBy: 100),
          "The size of the font, in percent of the frame's height.", default: "5%"
        ) { $0.size = $1 },
        Field("color", Shapes.color, "The letters' colour.", default: "white") { $0.color = $1 },
        Field(
          "position", Shapes.word("position", Anchor.self), "Where in the frame.",
          default: "bottom"
        ) { $0.position = $1 },
        Field(
          "highlight", Shapes.word("highlight", SubtitleStyle.Highlight.self),
          "Whether the word that is spoken is coloured, or stands on a coloured box.",
          default: "none"
        ) { $0.highlight = $1 },
        Field("highlight_color", Shapes.color, "Its colour.", default: "\"#FFD400\"") {
          $0.highlightColor = $1
        },
        Field(
          "margin", Shapes.quantity("%", from: 0, to: 50, dividedBy: 100),
          "The distance from the upper or lower edge, in percent of the frame's height.",
          default: "6%"
        ) { $0.margin = $1 },
        Field(
          "side_margin", Shapes.quantity("%", from: 0, to: 50, dividedBy: 100),
          "The distance from the left and right edges, in percent of the frame's height.",
          default: "the margin"
        ) { $0.sideMargin = $1 },
        Field(
          "safe_area", Shapes.quantity("%", from: 0, to: 40, dividedBy: 100),
          "What stays free at each edge whatever the margins, in percent of the frame's width and "
            + "height.", default: "0%"
        ) { $0.safeArea = $1 },
        Field(
          "max_line_length", Shapes.integer(8...200), "Letters in a line.",
          default: "as many as fit"
        ) { $0.maxLineLength = $1 },
        Field("max_lines", Shapes.integer(1...6), "Lines that stand at once.", default: "2") {
          $0.maxLines = $1
        },
      ])
}

extension Subtitles {
  /// The defaults.
  init() { self.init(modes: [.burn], formats: [.srt], style: SubtitleStyle()) }
}
