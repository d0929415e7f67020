import ArtifactStore
import BuildEngine
import BuildGraph
import BuildReports
import Glibc
import StageCatalog

/// `reel build --check`: builds all of it once more, elsewhere, and compares.
///
/// The store of the first build is only read.
struct CheckRun {
  static let check = OptionSpec(
    name: "check",
    summary: "build everything once more, in a store of its own, and compare the bytes")
  static let checkStore = OptionSpec(
    name: "check-store", placeholder: "DIR",
    summary: "where --check builds, an empty folder (among the store's temporary files)")

  let session: RecipeSession
  /// Of the first build.
  let options: BuildOptions
  /// Makes a display for each build of the check.
  let display: () -> any BuildObserver

  /// - Parameter folder: What `--check-store` says.
  /// - Returns: The exit status, and the report unless the second build did not come to its end.
  func run(folder option: String?) throws -> (status: ExitStatus, report: CheckReport?) {
    let start = MonotonicClock.now
    // What was built a moment ago is in the store, also under a profile that does not read it.
    let first = try engine(session.store, reading(options)).survey(compile: session.compile)
    let folder = try CheckFolder(option: option, beside: session.store)
    let need = Self.bytes(of: first) + Self.indexBytes
    if let free = folder.freeBytes, free < need {
      Console.error("there is not enough space for --check: \(Self.advice(need, folder))")
      throw ReportedError(status: .store)
    }
    do {
      return try rebuild(first, in: folder, need: need, start: start)
    } catch let error as StoreError where error.exitStatus == ExitStatus.store.rawValue {
      // Some parts of the store cannot tell a full disk from another trouble.
      if (folder.freeBytes ?? need) < need { Console.note("--check: \(Self.advice(need, folder))") }
      throw error
    }
  }

  private func rebuild(
    _ first: GraphSurvey, in folder: CheckFolder, need: Int64, start: Double
  ) throws -> (status: ExitStatus, report: CheckReport?) {
    let store = try ArtifactStore(path: folder.store)
    let second = secondOptions
    Console.note(
      "checking: everything is built once more, \(second.jobs) at a time, in "
        + Paths.short(folder.path))
    let summary = try engine(store, second).build(observer: observer) { graph, results in
      try self.compile(&graph, results, into: folder.films)
    }
    guard summary.status == .succeeded else {
      if summary.failures.contains(where: { $0.exitStatus == ExitStatus.store.rawValue }) {
        Console.note("--check: \(Self.advice(need, folder))")
      }
      Console.note("not checked: the second build was \(Self.end(of: summary.status))")
      return (ExitStatus(rawValue: summary.exitStatus) ?? .stageFailed, nil)
    }
    let survey = try engine(store, second).survey { graph, results in
      try self.compile(&graph, results, into: folder.films)
    }
    let verdict = try ReproducibilityCheck(first, in: session.store, survey, in: store).compare()
    let decoding = FilmDecoding(first: first, second: survey, store: session.store, folder: folder)
    let films = try decoding.run(engine(store, second), observer: observer)
    guard let films else { return (.interrupted, nil) }
    let report = CheckReport(
      verdict: verdict, films: films, jobs: second.jobs, seconds: MonotonicClock.now - start)
    return (report.isGood ? .success : .stageFailed, report)
  }

  /// Another number of jobs than in the first build: what depends on the order of work shows.
  private var secondOptions: BuildOptions {
    var second = reading(options)
    second.jobs = options.jobs > 1 ? 1 : 2
    return second
  }

  private func reading(_ options: BuildOptions) -> BuildOptions {
    var options = options
    options.readCache = true
    return options
  }

  private func engine(_ store: ArtifactStore, _ options: BuildOptions) -> BuildEngine {
    BuildEngine(store: store, options: options, interruption: .bySignals())
  }

  private var observer: any BuildObserver { display() }

  /// The session's plan, with all outputs in a folder of the check's.
  private func compile(
    _ graph: inout Graph, _ results: any ResultLookup, into folder: String
  ) throws -> BuildPlan {
    var plan = try session.compile(&graph, results)
    plan.moveTargets(to: folder)
    return plan
  }

  /// What the index of the second store and the lists of frames may take.
  private static let indexBytes: Int64 = 4_000_000

  /// What the second build will write: every result once, and the outputs beside them.
  private static func bytes(of survey: GraphSurvey) -> Int64 {
    let sizes = Dictionary(
      survey.nodes.flatMap(\.outputs).map { ($0.digest, $0.size) },
      uniquingKeysWith: { first, _ in first })
    let nodes = Dictionary(uniqueKeysWithValues: survey.nodes.map { ($0.node, $0) })
    let placed = survey.targets.reduce(Int64(0)) { sum, target in
      let output = nodes[target.node]?.outputs.first { $0.name == target.output }
      return sum + (output?.size ?? 0)
    }
    return sizes.values.reduce(Int64(0), +) + placed
  }

  private static func end(of status: BuildSummary.Status) -> String {
    status == .interrupted ? "interrupted" : "not successful"
  }

  private static func advice(_ need: Int64, _ folder: CheckFolder) -> String {
    "the second build needs about \(HumanUnits.bytes(need)) in \(Paths.short(folder.path)), where "
      + "\(HumanUnits.bytes(folder.freeBytes ?? 0)) are free; --check-store names another folder"
  }
}
