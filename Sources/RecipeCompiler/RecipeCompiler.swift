public import BuildGraph
public import RecipeLanguage
internal import StageCatalog

/// Turns a recipe into the nodes that make its films.
///
/// Compiling is a pure function of the recipe, the settings and the results known so far. Where
/// it needs a result that is not known (how long a sentence lasts, what a file holds) it names
/// the node as pending; the engine runs it and compiles again, on the same graph.
public struct RecipeCompiler {
  public var recipe: Recipe
  public var settings: RenderSettings
  public var services: any CompilerServices
  /// A folder that takes all outputs in place of those that the recipe names.
  public var outputFolder: String?

  public init(
    recipe: Recipe, settings: RenderSettings, services: any CompilerServices,
    outputFolder: String? = nil
  ) {
    self.recipe = recipe
    self.settings = settings
    self.services = services
    self.outputFolder = outputFolder
  }

  /// The paths of the films that it makes, without sidecar files.
  public var outputPaths: [String] {
    recipe.outputs.map { $0.path.value.resolved.moved(to: outputFolder) }
  }

  /// The errors of films that only ``outputFolder`` brings together under one name.
  public var collisions: [Diagnostic] {
    var first: [String: Output] = [:]
    return zip(recipe.outputs, outputPaths).compactMap { output, path in
      guard let other = first.updateValue(output, forKey: path) else { return nil }
      return TargetList.collision(at: path, of: [other, output])
    }
  }

  /// What a recipe turned out to ask for, once its files and results were looked at.
  public struct Failure: Error {
    public var diagnostics: [Diagnostic]
  }

  /// All errors that can be seen without a look into the recipe's files.
  public func errors() -> [Diagnostic] {
    var graph = Graph()
    var remarks = CompilerRemarks()
    do {
      _ = try compile(into: &graph, results: NoResults(), remarks: &remarks)
      return []
    } catch let failure as Failure {
      return failure.diagnostics.filter { $0.severity == .error }
    } catch {
      // Nothing is looked up that could throw.
      return []
    }
  }

  /// - Throws: ``Failure`` with every mistake that can be seen so far; what `results` throws.
  public func compile(
    into graph: inout Graph, results: some ResultLookup, remarks: inout CompilerRemarks
  ) throws -> BuildPlan {
    let builder = GraphBuilder(graph: graph, results: results)
    // The builder is the graph's only owner while it grows: a copy would be copied at each step.
    graph = Graph()
    defer { graph = builder.takeGraph() }

    for missing in MissingFiles(services: services).diagnostics(of: recipe) {
      builder.report(missing)
    }
    // What else is wrong is told with it, as far as that needs no look into the other files.
    if builder.hasErrors { builder.results = NoResults() }
    let stages = OwnStages(recipe: recipe, builder: builder)
    let sources = SourceReader(
      recipe: recipe, settings: settings, builder: builder, stages: stages)
    let scenes = try recipe.scenes.indices.map { try sources.content(ofScene: $0) }
    let bed = try sources.bed()
    let watermark = try recipe.watermark.map {
      try sources.sceneOverlay($0, rates: [], label: "watermark")
    }
    let captions = try sources.captions()
    let films = recipe.outputs.enumerated().map { index, output in
      FilmBuilder(
        recipe: recipe, settings: settings, services: services, builder: builder, stages: stages,
        output: output, label: recipe.outputs.count > 1 ? "film\(index + 1):" : "",
        scenes: scenes.filter { $0.isShown(in: output) },
        watermark: output.hasWatermark ? watermark : nil, bed: bed, captions: captions)
    }
    if builder.hasErrors, !(builder.results is NoResults) {
      for film in films { film.checkLengths() }
      try throwErrors(of: builder)
    }

    var targets = TargetList(builder: builder)
    for film in films {
      let output = film.output
      let films = try film.build()
      // Once is enough: before anything has run.
      if films == nil, !builder.hasResults { film.checkTexts() }
      for var target in films ?? [] {
        target.path = target.path.moved(to: outputFolder)
        targets.add(target, of: output, at: place(of: target, output))
      }
    }
    try throwErrors(of: builder)
    remarks.warnings += builder.diagnostics
    remarks.places.merge(targets.places) { first, _ in first }
    return BuildPlan(targets: targets.targets, pending: builder.pending)
  }

  private func place(of target: BuildPlan.Target, _ output: Output) -> SourceMark {
    guard target.output == ThumbnailParameters.stage.outputs[0].name else {
      return output.path.mark
    }
    let thumbnail: Thumbnail? =
      switch output.thumbnail {
      case .own(let thumbnail): thumbnail
      case .inherited: recipe.thumbnail
      case .none: nil
      }
    return thumbnail?.path?.mark ?? output.path.mark
  }

  private func throwErrors(of builder: GraphBuilder) throws {
    if builder.hasErrors {
      throw Failure(diagnostics: builder.diagnostics)
    }
  }
}

/// What a compilation says beside its plan.
public struct CompilerRemarks {
  /// What the author may want to know; the film is made all the same.
  public var warnings: [Diagnostic] = []
  /// Where the recipe says that a target is to be made, by the target's path.
  public var places: [String: SourceMark] = [:]

  public init() {}
}

/// Knows nothing: a compilation with it sees what is wrong with the recipe itself.
private struct NoResults: ResultLookup {
  func inlineResult(of node: NodeID, output: String, in graph: Graph) -> [UInt8]? { nil }
}

extension String {
  /// The path of the same file name in another folder, if there is one.
  fileprivate func moved(to folder: String?) -> String {
    guard let folder else { return self }
    return folder + "/" + (split(separator: "/").last.map(String.init) ?? self)
  }
}
