import Testing

@testable import RecipeLanguage

/// The manual says what the program does.
@Suite("Manual")
struct DocumentationTests {
  private func text(_ name: String) throws -> String {
    String(decoding: try DiskFiles().read("\(Package.root)/docs/\(name).md"), as: UTF8.self)
  }

  /// The first block of YAML in a page.
  private func example(_ page: String) throws -> String {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "```yaml"))
    let block = lines[(start + 1)...].prefix { $0 != "```" }
    return block.joined(separator: "\n")
  }

  @Test("The example of the recipe's page reads")
  func recipeExample() throws {
    let recipe = try recipe(
      try example(text("recipe")), files: ["brand.yaml": "music: { loop: false }"])
    #expect(recipe.scenes.count == 4)
    #expect(recipe.outputs.count == 2)
    #expect(recipe.music?.loops == false)
  }

  @Test("The example of the profiles' page reads")
  func profileExample() throws {
    let files = MemoryFiles(["night.yaml": try example(text("profiles"))])
    let profile = try #require(ProfileLoader(files: files).load("night.yaml").profile)
    #expect(profile.schedule.jobs == 2)
    #expect(profile.quality == .ultra)
  }

  @Test("Every key is in the manual, with its default")
  func keys() throws {
    let page = try text("recipe")
    func check<Record>(_ declaration: MappingDeclaration<Record>) {
      for field in declaration.fields {
        #expect(page.contains("`\(field.name)`"), "\(declaration.subject): \(field.name)")
      }
    }
    check(Declarations.recipeMapping)
    check(Declarations.ownStageMapping)
    check(Declarations.sceneMapping)
    check(Declarations.titleMapping)
    check(Declarations.clipMapping)
    check(Declarations.transitionMapping)
    check(Declarations.overlayMapping)
    check(Declarations.overlayMoveMapping)
    check(Declarations.watermarkMapping)
    check(Declarations.backgroundMapping)
    check(Declarations.chromaKeyMapping)
    check(Declarations.adjustmentMapping)
    check(Declarations.narrationMapping)
    check(Declarations.subtitlesMapping)
    check(Declarations.subtitleStyleMapping)
    check(Declarations.musicMapping)
    check(Declarations.audioMapping)
    check(Declarations.metadataMapping)
    check(Declarations.outputMapping)
    check(Declarations.thumbnailMapping)
    let profiles = try text("profiles")
    for key in ProfileKey.all {
      let kind = key.kind == .description ? "" : key.kind.rawValue
      let row = "| `\(key.name)` | \(kind)\(kind.isEmpty ? "" : " ")|"
      #expect(profiles.contains(row), "\(key.name)")
    }
  }

  @Test("The defaults that the declarations name are those that hold")
  func defaults() throws {
    // Each default is written out as a value; the recipe must come out as if it were absent.
    let plain = try recipe("music: a.ogg\nscenes: [{ text: A, clip: a.mp4 }]")
    func written<Record>(_ declaration: MappingDeclaration<Record>) -> String {
      let values = declaration.fields.compactMap { field -> String? in
        guard let text = field.defaultText, !text.contains(" the "), !text.hasPrefix("the "),
          !text.contains("as many")
        else { return nil }
        return "\(field.name): \(text)"
      }
      return "{ \(values.joined(separator: ", ")) }"
    }
    let explicit = try recipe(
      """
      music: { path: a.ogg, \(written(Declarations.musicMapping).dropFirst(2))
      narration: \(written(Declarations.narrationMapping))
      subtitles: { mode: burn, formats: [srt], style: \(written(Declarations.subtitleStyleMapping)) }
      audio: \(written(Declarations.audioMapping))
      chapters: none
      scenes: [{ text: A, clip: { path: a.mp4, volume: 1 }, fit: cover, effect: none,
        transition: none }]
      outputs: [{ path: build/recipe.mp4, aspect: "16:9", resolution: 720p, fps: 30 }]
      """)
    #expect(explicit.music?.volume == plain.music?.volume)
    #expect(explicit.music?.ducking == plain.music?.ducking)
    #expect(explicit.music?.loops == plain.music?.loops)
    #expect(explicit.music?.fadeOut == plain.music?.fadeOut)
    #expect(explicit.music?.fadeIn == plain.music?.fadeIn)
    #expect(explicit.narration.engine.value == plain.narration.engine.value)
    #expect(explicit.narration.rate == plain.narration.rate)
    #expect(explicit.narration.pitch == plain.narration.pitch)
    #expect(explicit.narration.gap == plain.narration.gap)
    #expect(explicit.narration.paddingBefore == plain.narration.paddingBefore)
    #expect(explicit.narration.paddingAfter == plain.narration.paddingAfter)
    #expect(explicit.narration.volume == plain.narration.volume)
    var style = explicit.subtitles.style
    #expect(style.font?.value == SubtitleStyle.defaultFont)
    style.font = nil
    #expect(style == plain.subtitles.style)
    #expect(explicit.audio == plain.audio)
    let (first, second) = (explicit.scenes[0], plain.scenes[0])
    #expect(first.clips[0].volume == second.clips[0].volume)
    #expect(first.clips[0].fit == second.clips[0].fit)
    #expect((first.effect, first.transition) == (second.effect, second.transition))
    #expect(explicit.outputs[0].width == plain.outputs[0].width)
    #expect(explicit.outputs[0].path.value == plain.outputs[0].path.value)
  }
}
