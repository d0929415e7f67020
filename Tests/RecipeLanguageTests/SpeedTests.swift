import Testing

@testable import RecipeLanguage

@Suite("Speed")
struct SpeedTests {
  @Test("A recipe of 2,500 scenes is read without delay")
  func manyScenes() throws {
    var text =
      "vars: { accent: red }\ndefaults: { scene: { fit: cover }, transition: fade }\nscenes:\n"
    for index in 0..<2_500 {
      text += """
          - id: scene-\(index)
            text: "Sentence number \(index) of a long film, as long as sentences are."
            clip: media/photo-\(index % 40).jpg
            effect: zoom-in
            transition: { name: wipeleft, duration: 0.5s }
            overlays: [{ text: "Part \(index)", color: "${accent}", start: 1s }]

        """
    }
    let files = MemoryFiles(["recipe.yaml": text])
    var best = Double.infinity
    for _ in 0..<5 {
      best = min(
        best,
        processorSeconds {
          let result = RecipeLoader.load(path: "recipe.yaml", files: files)
          #expect(result.recipe?.scenes.count == 2_500)
        })
    }
    let parsing = try processorSeconds {
      _ = try YAMLComposer.compose(Array(text.utf8), file: 0)
    }
    print(
      "a scene takes \(MemoryLayout<Scene>.size) bytes, a node \(MemoryLayout<YAMLNode>.size)")
    print("2,500 scenes, \(text.utf8.count) bytes: \(best) s, of which YAML \(parsing) s")
    #expect(best < 2)
  }
}
