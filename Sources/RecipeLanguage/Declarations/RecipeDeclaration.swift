extension Declarations {
  /// The top level of a recipe.
  static let recipeMapping = MappingDeclaration<RecipeDraft>(
    "a recipe", "A film as data: what is said and shown, and the files that are to be made.",
    fields: [
      Field("title", Shapes.words.located, "The film's title.") { $0.title = $1 },
      // The loader has read these two when the rest is read.
      Field(
        "vars", variables, "Values that stand for ${name} elsewhere; --set name=value replaces one."
      ) { _, _ in },
      Field(
        "include", includes,
        "Recipes that are merged first, mapping by mapping; what this file says wins."
      ) { _, _ in },
      Field("defaults", defaults, "What holds for scenes that do not say otherwise.") {
        $0.defaults = $1
      },
      Field("narration", narration, "How the film's text is spoken.") { $0.narration = $1 },
      Field(
        "stages", .list(of: ownStage.orNothing, "a list of stages", minimum: 0),
        "Commands that make files for the film."
      ) { $0.stages = $1 },
      Field(
        "scenes", .list(of: scene.orNothing, "a list of scenes, at least one"),
        "What the film is made of, in order.", required: true
      ) { $0.scenes = $1 },
      Field(
        "watermark", watermark, "A picture or a text over all scenes and transitions."
      ) { $0.watermark = $1 },
      Field("subtitles", subtitles, "What becomes of the film's words as text.") {
        $0.subtitles = $1
      },
      Field("music", music, "The music under the film.") { $0.music = $1 },
      Field("audio", audio, "How loud the whole film is made.") { $0.audio = $1 },
      Field("chapters", chapters, "The film's chapters.", default: "none") { $0.chapters = $1 },
      Field("metadata", metadata, "What the file says about the film.") { $0.metadata = $1 },
      Field(
        "thumbnail", thumbnail, "A picture that stands for each film, beside it.", default: "none"
      ) { $0.thumbnail = $1 },
      Field(
        "outputs", .list(of: output, "a list of outputs, at least one"),
        "The files that are to be made.",
        default: "[{ path: build/NAME.mp4 }], NAME being that of the recipe's file"
      ) { $0.outputs = $1 },
    ])

  private static let defaults: Shape<RecipeDefaults> = MappingDeclaration<RecipeDefaults>(
    "the defaults", "What holds for scenes that do not say otherwise.",
    fields: [
      Field("scene", sceneDefaults, "Keys of scenes.") { $0.scene = $1 },
      Field("transition", transition, "The transition after each scene.", default: "none") {
        $0.transition = $1
      },
    ]
  ).shape("defaults", make: { _ in RecipeDefaults() }, finish: { defaults, _ in defaults })

  private static let variables = Shape<Void>(
    "a mapping of names to values",
    schema: {
      Schema([
        "type": .string("object"),
        "additionalProperties": .object(["type": .words(["string", "number", "boolean"])]),
      ])
    }
  ) { _, _ in () }

  private static let includes = Shape<Void>(
    "a list of paths",
    schema: Shape<[Located<RecipePath>]>.list(of: Shapes.path, "a list of paths").schema
  ) { _, _ in () }
}
