extension Declarations {
  /// A file of captions, as a mapping that says little else.
  static let captionFile: Shape<CaptionFile> = captionFileMapping.shape(
    "caption_file", make: { _ in CaptionFileDraft() }, finish: { $0.file($1) })

  static let captionFileMapping = MappingDeclaration<CaptionFileDraft>(
    "a file of captions", "Captions from a file: SubRip, WebVTT or ASS.",
    exclusiveKeys: ["path", "stage"],
    fields: CaptionFileDraft.fields(
      "The file of captions.", media: \CaptionFileDraft.media,
      offset: \CaptionFileDraft.offset))

  static let subtitleTrack: Shape<SubtitleTrackFile> = subtitleTrackMapping.shape(
    "subtitle_track", make: { _ in SubtitleTrackDraft() }
  ) { draft, reader in
    guard let file = draft.file.file(reader), let language = draft.language else { return nil }
    return SubtitleTrackFile(file: file, language: language, modes: draft.modes)
  }

  static let subtitleTrackMapping = MappingDeclaration<SubtitleTrackDraft>(
    "a subtitle track", "Subtitles in a further language.", exclusiveKeys: ["path", "stage"],
    fields: CaptionFileDraft.fields(
      "The file of captions.", media: \SubtitleTrackDraft.file.media,
      offset: \SubtitleTrackDraft.file.offset) + [
        Field(
          "language", languageTag, "Its language as a BCP 47 tag; part of a sidecar's name.",
          required: true
        ) { $0.language = $1 },
        Field(
          "mode", trackModes, "How it is given: soft, sidecar, or both.", default: "soft"
        ) { $0.modes = $1 },
      ])

  struct SubtitleTrackDraft: Sendable {
    var file = CaptionFileDraft()
    var language: Located<String>?
    var modes: [SubtitleMode] = [.soft]
  }

  private static let trackModes: Shape<[SubtitleMode]> = {
    let mode = Shapes.word(
      "mode of a track", [("soft", SubtitleMode.soft), ("sidecar", SubtitleMode.sidecar)])
    return .either(
      "soft, sidecar, or a list of both", scalar: mode.map { [$0] },
      list: Shape<[SubtitleMode]>.list(of: mode, "a list of modes").map { modes in
        SubtitleMode.allCases.filter(modes.contains)
      })
  }()
}

/// The keys by which a mapping names a file of captions, while it is read.
struct CaptionFileDraft: Sendable {
  var media = MediaSourceDraft()
  var offset: Located<TimeOffset>?

  /// The file, if the keys name one; reports what is wrong with them.
  func file(_ reader: RecipeReader) -> CaptionFile? {
    guard media.check(reader) else { return nil }
    if media.source == nil, let offset {
      reader.report(Diagnostic("'offset' belongs to a 'path' or a 'stage'", at: offset.mark))
    }
    return media.source.map { CaptionFile(source: $0, offset: offset?.value ?? .zero) }
  }

  static func fields<Record>(
    _ what: String, media: WritableKeyPath<Record, MediaSourceDraft> & Sendable,
    offset: WritableKeyPath<Record, Located<TimeOffset>?> & Sendable
  ) -> [Field<Record>] {
    MediaSourceDraft.fields(what, media) + [
      Field(
        "offset", Shapes.timeOffset.located,
        "How much later than the file says its captions show; earlier with a minus.",
        default: "0s"
      ) { $0[keyPath: offset] = $1 }
    ]
  }
}
