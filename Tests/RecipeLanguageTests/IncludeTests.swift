import FilmVocabulary
import Testing

@testable import RecipeLanguage

@Suite("Includes")
struct IncludeTests {
  private func result(_ files: [String: String]) -> RecipeLoadResult {
    RecipeLoader.load(path: "films/a.yaml", files: MemoryFiles(files))
  }

  @Test("Mappings merge, lists and scalars are replaced, the including file wins")
  func merging() throws {
    let result = result([
      "films/a.yaml": """
      include: [brand/one.yaml, brand/two.yaml]
      audio: { true_peak: -2dBTP }
      scenes: [{ text: "${who} ${what}" }]
      """,
      "films/brand/one.yaml": """
      vars: { who: one, what: works }
      audio: { loudness: -20LUFS, true_peak: -3dBTP }
      scenes: [{ text: a }, { text: b }]
      """,
      "films/brand/two.yaml": "include: [deep/three.yaml]\nvars: { who: two }",
      "films/brand/deep/three.yaml": "narration: { voice: deep }\nvars: { who: three }",
    ])
    let recipe = try #require(result.recipe)
    #expect(recipe.scenes.map { $0.text?.value } == ["two works"])
    #expect(recipe.audio == AudioMastering(loudness: Rational(-20), truePeak: Rational(-2)))
    #expect(recipe.narration.voice?.value == "deep")
    #expect(
      result.filesRead == [
        "films/a.yaml", "films/brand/one.yaml", "films/brand/two.yaml",
        "films/brand/deep/three.yaml",
      ])
  }

  @Test("Paths belong to the folder of the file that names them")
  func paths() throws {
    let result = result([
      "films/a.yaml": "include: [sub/b.yaml]\nscenes: [{ clip: x.mp4 }]",
      "films/sub/b.yaml": "music: bed.ogg\nvars: { who: me }",
    ])
    let recipe = try #require(result.recipe)
    #expect(
      recipe.music?.source.file?.value == RecipePath(text: "bed.ogg", resolved: "films/sub/bed.ogg")
    )
    #expect(recipe.music?.source.mark.file == "films/sub/b.yaml")
    guard case .media(.file(let clip)) = recipe.scenes[0].clips[0].source else { return }
    #expect(clip.value.resolved == "films/x.mp4")
    #expect(recipe.outputs[0].path.value.resolved == "films/build/a.mp4")
  }

  @Test("Circles, missing files, and too much are errors at the include's line")
  func refusals() {
    func first(_ files: [String: String]) -> String? {
      result(files).diagnostics.first.map { "\($0.mark?.description ?? ""): \($0.message)" }
    }
    #expect(
      first(["films/a.yaml": "include: [a.yaml]\nscenes: [{ text: a }]"])
        == "films/a.yaml:1:11: 'films/a.yaml' includes itself")
    #expect(
      first(["films/a.yaml": "include:\n  - no.yaml\nscenes: [{ text: a }]"])
        == "films/a.yaml:2:5: 'films/no.yaml' cannot be read: no such file")
    #expect(
      first(["films/a.yaml": "include: b.yaml\nscenes: [{ text: a }]"])
        == "films/a.yaml:1:10: expected a list of paths, found 'b.yaml'")
    var chain = ["films/a.yaml": "include: [0.yaml]\nscenes: [{ text: a }]"]
    for index in 0..<20 { chain["films/\(index).yaml"] = "include: [\(index + 1).yaml]" }
    #expect(
      first(chain) == "films/15.yaml:1:11: files include files more than 16 levels deep")
    let many = (0..<70).map { "b\($0).yaml" }
    var wide = ["films/a.yaml": "include: [\(many.joined(separator: ", "))]\nscenes: [{ text: a }]"]
    for name in many { wide["films/" + name] = "title: x" }
    #expect(result(wide).diagnostics.map(\.message) == ["a recipe is made of at most 64 files"])
    // Each file includes the next twice: 2^16 reads if nobody counted.
    var bomb = ["films/a.yaml": "include: [0.yaml, 0.yaml]\nscenes: [{ text: a }]"]
    for index in 0..<15 {
      bomb["films/\(index).yaml"] = "include: [\(index + 1).yaml, \(index + 1).yaml]"
    }
    bomb["films/15.yaml"] = "title: x"
    #expect(result(bomb).filesRead.count <= 64)
  }

  @Test("A recipe that cannot be read is one error without a place")
  func missing() {
    let result = RecipeLoader.load(path: "no/such.yaml", files: DiskFiles())
    #expect(result.recipe == nil)
    #expect(result.diagnostics.map(\.message) == ["'no/such.yaml' cannot be read: no such file"])
    #expect(
      RecipeLoader.load(path: "/dev/null", files: DiskFiles()).diagnostics.map(\.message)
        == ["'/dev/null' cannot be read: it is no regular file"])
    #expect(
      RecipeLoader.load(path: "/", files: DiskFiles()).diagnostics.map(\.message)
        == ["'/' cannot be read: it is a folder"])
  }
}
