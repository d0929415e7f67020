import RecipeLanguage

/// The film that a bench builds.
struct BenchFilm {
  /// For people.
  let name: String
  let recipe: Recipe
  let sources: SourceTexts

  /// - Throws: ``ReportedError`` after the recipe's errors have been shown.
  init(path: String, variables: [(name: String, value: String)]) throws {
    try self.init(
      RecipeLoader.load(path: path, set: variables, files: WatchedFiles(request: nil)), name: path)
  }

  /// A film that needs no files: colours that move, titles, speech, captions, transitions.
  init(scenes: Int) throws {
    let colors = ["#0B1026", "#2B4C7E", "#FF7C7E", "#FFD400", "#1E7F5C", "#7A2E8E", "#F2F4F8"]
    var text = """
      title: A film to measure with
      defaults: { transition: { name: dissolve, duration: 0.5s } }
      subtitles: { style: { highlight: word } }
      scenes:

      """
    for scene in 0..<scenes {
      let gradient = (0..<4).map { "\"\(colors[(3 * scene + 2 * $0) % colors.count])\"" }
      let effect = ["zoom-in", "pan-left", "zoom-out", "pan-right"][scene % 4]
      text += """
          - text: This is scene number \(scene + 1), and somebody is speaking in it for a while.
            title: "Scene \(scene + 1)"
            clip: { gradient: [\(gradient.joined(separator: ", "))], angle: \(37 * scene % 360) }
            effect: \(effect)

        """
    }
    text += "outputs: [{ path: bench.mp4 }]\n"
    try self.init(
      RecipeLoader.load(path: "bench.yaml", files: MemoryFiles(["bench.yaml": text])),
      name: "\(scenes) made-up scene\(scenes == 1 ? "" : "s")")
  }

  private init(_ load: RecipeLoadResult, name: String) throws {
    Console.report(load.diagnostics, sources: load.sources)
    guard let recipe = load.recipe else { throw ReportedError(status: .usage) }
    self.name = name
    self.recipe = recipe
    sources = load.sources
  }
}
