import ArtifactStore
import BuildEngine
import BuildGraph
import RecipeCompiler
import RecipeLanguage

/// What a command line asks for: recipes by path, and all that decides how they are understood.
/// No recipe has been read yet.
final class RecipeOrder {
  let paths: [String]
  let variables: [(name: String, value: String)]
  let profile: ProfileChoice
  let outputFolder: String?
  private let use: StoreUse
  private let storePath: String
  private var openedStore: ArtifactStore?

  /// The options of every command that reads recipes.
  static let options: [OptionSpec] = [.profile, .set, .outputFolder, .store]

  /// - Throws: ``ReportedError`` after the profile's errors have been shown; ``UsageError``.
  init(_ arguments: ParsedArguments, command: String, store use: StoreUse) throws {
    self.use = use
    paths = try Self.recipePaths(arguments.operands, command: command)
    variables = try arguments.all(.set).map { try Self.variable($0, command: command) }
    do {
      profile = try ProfileChoice(option: arguments.value(.profile))
    } catch {
      // What is wrong with the recipes is told at the same time.
      for path in paths {
        let load = RecipeLoader.load(path: path, set: variables)
        Console.report(load.diagnostics, sources: load.sources)
      }
      throw error
    }
    outputFolder = arguments.value(.outputFolder)
    storePath = Paths.store(option: arguments.value(.store), recipe: paths[0])
  }

  /// What tells this project's history from others' in the same store.
  var project: String { paths.map(Paths.absolute).joined(separator: "\n") }

  var settings: RenderSettings { RenderSettings(profile: profile.profile) }

  /// The store, opened once.
  ///
  /// - Throws: `StoreError`.
  func store() throws -> ArtifactStore {
    if let openedStore { return openedStore }
    let store = try use.open(path: storePath)
    openedStore = store
    return store
  }

  /// The order as the engine knows it again.
  ///
  /// The content of files is not in it: these are watched. What goes in here is everything else
  /// that a compilation depends on; a value that is forgotten would make a later build believe
  /// that nothing has changed.
  func request() -> BuildRequest {
    var encoder = FieldEncoder()
    encoder.field("request", 1)
    // Where the program is; that it is the same one there, its stamp tells.
    encoder.field("program", Paths.executable)
    encoder.field("folder", Paths.currentFolder)
    encoder.field("recipes", paths)
    encoder.field("variables", variables.flatMap { [$0.name, $0.value] })
    encoder.field("outputFolder", outputFolder)
    encoder.field("settings", settings)
    // Fonts and libraries are looked for in folders that these name.
    for name in ["HOME", "XDG_DATA_HOME", "LD_LIBRARY_PATH"] {
      encoder.field(name, Paths.environment(name))
    }
    let request = BuildRequest(digest: SHA256.digest(of: encoder.bytes))
    request.watch(Paths.executable)
    return request
  }

  /// Whether there is nothing to do, seen without reading a recipe; `nil` if that is not known.
  func upToDate(_ request: BuildRequest) throws -> BuildSummary? {
    // No store is made for a recipe that may not even exist.
    if ArtifactStore.isVacant(storePath) { return nil }
    // What the machine has to give is of no interest yet, and finding out takes a while.
    let options = BuildOptions(
      readCache: profile.profile.schedule.enableCaching, workerCommand: [Paths.worker],
      project: project)
    return try BuildEngine(store: try store(), options: options).upToDate(request)
  }

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

  static func variable(
    _ text: String, command: String
  ) throws(UsageError) -> (name: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw UsageError(message: "'--set' wants NAME=VALUE, not '\(text)'", command: command)
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
