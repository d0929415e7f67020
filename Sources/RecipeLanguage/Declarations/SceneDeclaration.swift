internal import FilmVocabulary

extension Declarations {
  static let scene: Shape<SceneDraft> = sceneMapping.shape(
    "scene", make: { SceneDraft(mark: $0) }, finish: { draft, _ in draft })

  static let sceneMapping = MappingDeclaration<SceneDraft>(
    "a scene",
    "One scene. Its length is `duration`, else that of what is spoken, else that of its clip.",
    fields: [
      Field("id", Shapes.name.located, "A name for people; changing it makes nothing new.") {
        $0.id = $1
      },
      Field("text", Shapes.words.located, "What is spoken, and captioned.") { $0.text = $1 },
      Field(
        "caption", sceneCaption,
        "What is captioned and not spoken, as words or as a file; beside `text`, what is shown in "
          + "its place."
      ) { $0.caption = $1 },
      Field("title", titleCard, "Large words over the picture.") { $0.title = $1 },
      Field(
        "narration", sceneNarration, "A recorded voice that is heard in place of speech."
      ) { $0.narration = $1 },
    ] + sharedSceneFields)

  /// `defaults.scene`: what makes sense for many scenes at once.
  static let sceneDefaults: Shape<SceneDraft> = MappingDeclaration<SceneDraft>(
    "the defaults of scenes", "What holds for scenes that do not say otherwise.",
    fields: sharedSceneFields.filter { $0.name != "transition" }
  ).shape("scene_defaults", make: { SceneDraft(mark: $0) }, finish: { draft, _ in draft })

  private static let sharedSceneFields: [Field<SceneDraft>] = [
    Field(
      "clip", clips, "What is seen: a path, a mapping, or a list that plays in order.",
      default: "the background, else the colour #101014"
    ) { $0.clips = $1 },
    Field(
      "fit", Shapes.word("fit", Fit.self), "How clips fill a frame of another shape.",
      default: "cover"
    ) { $0.fit = $1 },
    Field(
      "focus", focus, "The point of a picture that `cover` keeps in view.", default: "center"
    ) { $0.focus = $1 },
    Field(
      "background", background,
      "What shows beside and behind clips that leave something free, and alone without a clip.",
      default: "black"
    ) { $0.background = $1 },
    Field("duration", Shapes.positiveTime.located, "How long the scene is.") { $0.duration = $1 },
    Field("effect", effect, "How the picture moves.", default: "none") { $0.effect = $1 },
    Field("transition", transition, "How the scene gives way to the next.", default: "none") {
      $0.transition = $1
    },
    Field(
      "overlays", .list(of: overlay, "a list of overlays", minimum: 0),
      "Pictures and texts over the scene, the last on top."
    ) { $0.overlays = $1 },
  ]

  private static let sceneCaption = Shape<CaptionDraft>.either(
    "a text, or a mapping for a file of captions",
    scalar: Shapes.words.located.map(CaptionDraft.words),
    mapping: captionFile.map(CaptionDraft.file))

  private struct RecordingDraft: Sendable {
    var media = MediaSourceDraft()
  }

  private static let sceneNarration: Shape<MediaSource> =
    MappingDeclaration<RecordingDraft>(
      "a scene's narration", "A recorded voice.", exclusiveKeys: ["path", "stage"],
      fields: MediaSourceDraft.fields("The sound file.", \RecordingDraft.media)
    ).shape("scene_narration", make: { _ in RecordingDraft() }) { draft, reader in
      draft.media.check(reader) ? draft.media.source : nil
    }
}
