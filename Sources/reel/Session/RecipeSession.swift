import ArtifactStore
import BuildEngine
import BuildGraph
import FilmVocabulary
import RecipeCompiler
import RecipeLanguage
import StageCatalog

/// The recipes that a command was given, read and ready to compile, with their profile and store.
final class RecipeSession {
  let profile: ProfileChoice
  let store: ArtifactStore
  private let loads: [RecipeLoadResult]
  private let compilers: [RecipeCompiler]
  /// How long all films are together, as of the last compilation; `nil` while that is not known.
  private(set) var filmSeconds: Double?
  private var shownWarnings: Set<Diagnostic> = []

  /// The options of every command that reads recipes.
  static let options: [OptionSpec] = [.profile, .set, .outputFolder, .store]

  /// - Throws: ``ReportedError`` after everything that is wrong has been shown; ``UsageError``;
  ///   `StoreError`.
  init(_ arguments: ParsedArguments, command: String) throws {
    let paths = try Self.recipePaths(arguments.operands, command: command)
    let variables = try arguments.all(.set).map { try Self.variable($0, command: command) }
    profile = try ProfileChoice(option: arguments.value(.profile))
    let loads = paths.map { RecipeLoader.load(path: $0, set: variables) }
    for load in loads { Console.report(load.diagnostics, sources: load.sources) }
    let recipes = loads.compactMap(\.recipe)
    guard recipes.count == loads.count else {
      throw Self.reported(loads.flatMap(\.diagnostics))
    }
    self.loads = loads
    let store = try ArtifactStore(
      path: Paths.store(option: arguments.value(.store), recipe: paths[0]))
    self.store = store
    if let moved = store.damagedIndex {
      Console.note("warning: the store's index was damaged and has been moved to \(moved)")
    }
    let services = MachineServices(store: store)
    let settings = RenderSettings(profile: profile.profile)
    compilers = recipes.map {
      RecipeCompiler(
        recipe: $0, settings: settings, services: services,
        outputFolder: arguments.value(.outputFolder))
    }
  }

  /// What tells this project's history from others' in the same store.
  var project: String { compilers.map { Paths.absolute($0.recipe.path) }.joined(separator: "\n") }

  /// Compiles all recipes into one graph.
  ///
  /// - Throws: ``ReportedError`` after a recipe's errors have been shown; what `results` throws.
  func compile(_ graph: inout Graph, _ results: any ResultLookup) throws -> BuildPlan {
    var plan = BuildPlan(targets: [], pending: [])
    for (compiler, load) in zip(compilers, loads) {
      var warnings: [Diagnostic] = []
      do {
        let part = try compiler.compile(into: &graph, results: results, warnings: &warnings)
        plan.targets += part.targets
        plan.pending += part.pending
      } catch let failure as RecipeCompiler.Failure {
        Console.report(failure.diagnostics, sources: load.sources)
        throw Self.reported(failure.diagnostics)
      }
      let new = warnings.filter { shownWarnings.insert($0).inserted }
      if !new.isEmpty { Console.report(new, sources: load.sources) }
    }
    var files = writableFiles
    for target in plan.targets { try files.claim(target.path, as: "the output") }
    if plan.pending.isEmpty { filmSeconds = Self.filmSeconds(of: plan, in: graph) }
    return plan
  }

  private static func filmSeconds(of plan: BuildPlan, in graph: Graph) -> Double {
    Set(plan.targets.map(\.node)).reduce(0) { seconds, node in
      guard let film = graph[node].parameters as? FilmParameters else { return seconds }
      return seconds + Double(film.segments.reduce(0, +)) / film.canvas.frameRate.doubleValue
    }
  }

  /// The error of recipes that cannot be built, which names the first thing that is wrong.
  private static func reported(_ diagnostics: [Diagnostic]) -> ReportedError {
    guard let first = diagnostics.first(where: { $0.severity == .error }) else {
      return ReportedError(status: .usage)
    }
    let place = first.mark.map { "\($0): " } ?? ""
    return ReportedError(status: .usage, description: place + first.message)
  }

  /// Shows the scenes whose stages have failed, with their places in the recipes.
  func reportPlaces(of failures: [BuildFailure]) {
    for (compiler, load) in zip(compilers, loads) {
      var seen: Set<SourceMark> = []
      let places = failures.compactMap { failure -> Diagnostic? in
        // Of two recipes, both may have a scene of that name.
        guard failure.node != nil, compilers.count == 1,
          let mark = compiler.recipe.sceneMark(ofNode: failure.label), seen.insert(mark).inserted
        else { return nil }
        return Diagnostic("the \(failure.stage) of this scene failed", at: mark)
      }
      if !places.isEmpty { Console.report(places, sources: load.sources) }
    }
  }

  /// The files that no output and no report may overwrite.
  private(set) lazy var writableFiles = WritableFiles(
    sources: loads.flatMap(\.filesRead)
      + compilers.flatMap { $0.recipe.inputFiles.map(\.value.resolved) })

  var recipePaths: [String] { compilers.map(\.recipe.path) }

  /// The files that the recipes' films will be.
  var outputPaths: [String] { compilers.flatMap(\.outputPaths) }

  private static func recipePaths(
    _ operands: [String], command: String
  ) throws(UsageError) -> [String] {
    if !operands.isEmpty { return operands }
    guard Paths.exists("reel.yaml") else {
      throw UsageError(
        message: "'\(command)' wants a recipe; without one it takes 'reel.yaml', which is not here",
        command: command)
    }
    return ["reel.yaml"]
  }

  private static func variable(
    _ text: String, command: String
  ) throws(UsageError) -> (name: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw UsageError(message: "'--set' wants NAME=VALUE, not '\(text)'", command: command)
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
