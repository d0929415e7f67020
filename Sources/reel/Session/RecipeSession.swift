import ArtifactStore
import BuildEngine
import BuildGraph
import FilmVocabulary
import RecipeCompiler
import RecipeLanguage
import StageCatalog
import WorkerProtocol

/// The recipes that a command was given, read and ready to compile, with their profile and store.
final class RecipeSession {
  let order: RecipeOrder
  let store: ArtifactStore
  private let request: BuildRequest?
  let loads: [RecipeLoadResult]
  let compilers: [RecipeCompiler]
  /// How long all films are together, as of the last compilation; `nil` while that is not known.
  private(set) var filmSeconds: Double?
  private var shownWarnings: Set<Diagnostic> = []
  /// By node index, the number of the recipe that asked for the node first.
  private(set) var owners: [Int] = []
  /// What nodes read that recipes name, by the node's number.
  private(set) var nodeSources: [Int: [NodeSource]] = [:]
  /// What has been said of failures.
  var toldFailures: Set<Diagnostic> = []
  /// The places of files that are known to be damaged.
  var toldDamage: Set<[SourceMark]> = []

  static let options = RecipeOrder.options

  /// - Throws: ``ReportedError`` after everything that is wrong has been shown; ``UsageError``;
  ///   `StoreError`.
  convenience init(
    _ arguments: ParsedArguments, command: String, store use: StoreUse = .make
  ) throws {
    try self.init(RecipeOrder(arguments, command: command, store: use))
  }

  /// - Parameter request: Is told of the files that are read.
  /// - Throws: As the other one.
  init(_ order: RecipeOrder, request: BuildRequest? = nil) throws {
    self.order = order
    self.request = request
    let files = WatchedFiles(request: request)
    let loads = order.paths.map {
      RecipeLoader.load(path: $0, set: order.variables, files: files)
    }
    let recipes = loads.compactMap(\.recipe)
    guard recipes.count == loads.count else {
      throw Self.report(Self.errors(of: loads, order), loads)
    }
    for load in loads { Console.report(load.diagnostics, sources: load.sources) }
    // A warning is to be seen each time.
    if loads.contains(where: { !$0.diagnostics.isEmpty }) { request?.giveUp() }
    self.loads = loads
    let store = try order.store()
    self.store = store
    let services = MachineServices(store: store, request: request)
    let settings = order.settings
    compilers = recipes.map {
      RecipeCompiler(
        recipe: $0, settings: settings, services: services, outputFolder: order.outputFolder)
    }
    var checks = TargetChecks(writableFiles, loads)
    let conflicts = compilers.map { compiler in
      let collisions = compiler.collisions
      let known = Set(collisions.map(\.mark))
      return collisions
        + zip(compiler.recipe.outputs, compiler.outputPaths).compactMap { output, path in
          checks.check(path, at: output.path.mark)
        }.filter { !known.contains($0.mark) }
    }
    if conflicts.contains(where: { !$0.isEmpty }) {
      throw Self.report(zip(conflicts, compilers).map { $0 + $1.errors() }, loads)
    }
  }

  /// What is wrong with recipes of which some could not be read: also with what they name.
  private static func errors(of loads: [RecipeLoadResult], _ order: RecipeOrder) -> [[Diagnostic]] {
    let missing = MissingFiles(services: MachineServices(store: nil))
    var checks = TargetChecks(
      WritableFiles(
        sources: loads.flatMap { $0.filesRead + $0.namedFiles.map(\.value.resolved) }), loads)
    return loads.map { load in
      let outputs = order.outputFolder == nil ? load.namedOutputs : []
      // That two outputs are one and the same has been seen already.
      let known = Set(load.diagnostics.map(\.mark))
      return load.diagnostics + missing.diagnostics(load.namedFiles)
        + outputs.compactMap { checks.check($0.value.resolved, at: $0.mark) }
        .filter { !known.contains($0.mark) }
    }
  }

  /// Sees to it that the films can be placed: that should not be found out after an hour of
  /// rendering.
  ///
  /// - Throws: ``ReportedError`` after everything that stands in the way has been shown.
  func checkFolders() throws {
    let errors = outputs.compactMap { output in
      Paths.obstacle(to: output.path).map {
        Diagnostic("\(Paths.short(output.path)) cannot be written: \($0)", at: output.mark)
      }
    }
    guard !errors.isEmpty else { return }
    throw ReportedError(
      status: .store, description: Self.report([errors], loads).description)
  }

  /// Whether a recipe is not what it was when all of it was built last.
  private(set) lazy var hasNewRecipes = (try? store.memo(builtName)) == nil

  /// Remembers the recipes as built.
  func noteBuilt() throws {
    guard hasNewRecipes else { return }
    store.setMemo(builtName, [], witnesses: loads.flatMap(\.filesRead).map(Paths.absolute))
    try store.flush()
  }

  private var builtName: String { "built\0\(order.project)" }

  var profile: ProfileChoice { order.profile }
  var project: String { order.project }

  /// What the recipes are called: their titles, else the names of their files.
  var title: String {
    compilers.map { compiler in
      compiler.recipe.title?.value ?? String(compiler.recipe.path.split(separator: "/").last ?? "")
    }.joined(separator: ", ")
  }

  /// Compiles all recipes into one graph.
  ///
  /// - Throws: ``ReportedError`` after a recipe's errors have been shown; what `results` throws.
  func compile(_ graph: inout Graph, _ results: any ResultLookup) throws -> BuildPlan {
    var plan = BuildPlan(targets: [], pending: [])
    // Another build with these recipes begins a graph of its own.
    owners.removeLast(max(owners.count - graph.nodes.count, 0))
    if graph.nodes.isEmpty { nodeSources = [:] }
    var errors: [[Diagnostic]] = loads.map { _ in [] }
    var checks = TargetChecks(writableFiles, loads)
    for (number, (compiler, load)) in zip(compilers, loads).enumerated() {
      var remarks = CompilerRemarks()
      do {
        let part = try compiler.compile(into: &graph, results: results, remarks: &remarks)
        for target in part.targets {
          let error = checks.check(target.path, at: remarks.places[target.path])
          if let error { errors[number].append(error) }
        }
        plan.targets += part.targets
        plan.pending += part.pending
        for index in owners.count..<graph.nodes.count { noteSources(of: graph, index) }
        owners += repeatElement(number, count: graph.nodes.count - owners.count)
      } catch let failure as RecipeCompiler.Failure {
        errors[number] = failure.diagnostics
        continue
      }
      let new = remarks.warnings.filter { shownWarnings.insert($0).inserted }
      if !new.isEmpty { Console.report(new, sources: load.sources) }
      if !remarks.warnings.isEmpty { request?.giveUp() }
    }
    guard errors.allSatisfy(\.isEmpty) else { throw Self.report(errors, loads) }
    if plan.pending.isEmpty { filmSeconds = Self.filmSeconds(of: plan, in: graph) }
    return plan
  }

  private static func filmSeconds(of plan: BuildPlan, in graph: Graph) -> Double {
    Set(plan.targets.map(\.node)).reduce(0) { seconds, node in
      guard let film = graph[node].parameters as? FilmParameters else { return seconds }
      return seconds + Double(film.segments.reduce(0, +)) / film.canvas.frameRate.doubleValue
    }
  }

  /// Shows what is wrong, recipe by recipe.
  ///
  /// - Returns: The error of recipes that cannot be built, which names the first thing that is wrong.
  private static func report(
    _ diagnostics: [[Diagnostic]], _ loads: [RecipeLoadResult]
  ) -> ReportedError {
    let sources = loads.map(\.sources).reduce(loads[0].sources) { $0.merging($1) }
    var seen: Set<Diagnostic> = []
    let sorted = zip(diagnostics, loads).flatMap { diagnostics, load in
      diagnostics.filter { seen.insert($0).inserted }.sorted(files: load.filesRead)
    }
    Console.report(sorted, sources: sources)
    guard let first = sorted.first(where: { $0.severity == .error }) else {
      return ReportedError(status: .usage)
    }
    let place = first.mark.map { "\($0): " } ?? ""
    return ReportedError(status: .usage, description: place + first.message)
  }

  private func noteSources(of graph: Graph, _ index: Int) {
    let sources = graph.nodes[index].inputs.compactMap { NodeSource($0, in: graph) }
    if !sources.isEmpty { nodeSources[index] = sources }
  }

  /// The files that no output and no report may overwrite.
  private(set) lazy var writableFiles = WritableFiles(
    sources: loads.flatMap(\.filesRead)
      + compilers.flatMap { $0.recipe.inputFiles.map(\.value.resolved) })

  var recipePaths: [String] { compilers.map(\.recipe.path) }

  /// The recipes' films, and where the recipes name them.
  var outputs: [(path: String, mark: SourceMark)] {
    compilers.flatMap { zip($0.outputPaths, $0.recipe.outputs.map(\.path.mark)) }
      .map { (path: $0.0, mark: $0.1) }
  }

  /// The files that the recipes' films will be.
  var outputPaths: [String] { compilers.flatMap(\.outputPaths) }
}
