import ArtifactStore
import BuildEngine
import BuildGraph
import BuildReports
import FilmVocabulary
import Glibc
import RecipeCompiler
import RecipeLanguage
import StageCatalog

/// Builds one film at one quality after another, each in an empty store, and compares its pictures
/// with the same pictures without loss.
final class BenchRun {
  private let film: BenchFilm
  private let profile: ProfileChoice
  private let options: BuildOptions
  /// Holds the stores and the films; removed with this value.
  private let folder: String

  var jobs: Int { options.jobs }

  /// - Throws: ``ReportedError`` if there is no room for temporary files.
  init(film: BenchFilm, profile: ProfileChoice, jobs: Int?) throws {
    self.film = film
    self.profile = profile
    var options = profile.buildOptions(jobs: jobs, keepGoing: false, project: "")
    options.readCache = true
    options.storeSizeBytes = nil
    self.options = options
    let parent = Paths.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(parent)/reel-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      Console.error("no folder can be made in \(parent): \(String(cString: strerror(errno)))")
      throw ReportedError(status: .store)
    }
    folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { rmdir(folder) }

  /// - Returns: No row if the build did not come to a good end; the status then says why.
  func measure(_ level: QualityLevel) throws -> (status: ExitStatus, row: BenchReport.Row?) {
    let place = "\(folder)/\(level.rawValue)"
    guard mkdir(place, 0o700) == 0 else {
      Console.error("\(place) cannot be made: \(String(cString: strerror(errno)))")
      throw ReportedError(status: .store)
    }
    let store = try ArtifactStore(path: place + "/store")
    defer { store.removeScratch(place) }
    var profile = profile.profile
    profile.quality = level
    let settings = RenderSettings(profile: profile)

    let recorder = BuildRecorder()
    var filmSeconds = 0.0
    let built = try build(store, observing: recorder) { graph, results in
      let plan = try self.compile(
        self.film.recipe, settings, store, into: place + "/films", &graph, results)
      filmSeconds = Self.seconds(of: plan, in: graph)
      return plan
    }
    guard built.status == .succeeded else { return (Self.status(of: built), nil) }
    let report = recorder.report(BuildReport.Setting())

    let likeness = try compare(settings, store, place: place)
    guard likeness.summary?.status ?? .succeeded == .succeeded else {
      return (likeness.summary.map(Self.status) ?? .stageFailed, nil)
    }
    let films = built.outputs.filter { output in
      self.film.recipe.outputs.contains {
        output.path.hasSuffix("/" + ($0.path.value.resolved.split(separator: "/").last ?? ""))
      }
    }
    return (
      .success,
      BenchReport.Row(
        quality: level.rawValue, wallSeconds: built.seconds, cpuSeconds: report.cpuSeconds,
        peakMemory: report.peakTotalMemory ?? report.peakMemory,
        bytes: films.reduce(0) { $0 + $1.size }, filmSeconds: filmSeconds,
        similarity: likeness.similarity.map { .init(luma: $0.luma, all: $0.all) })
    )
  }

  // MARK: Likeness

  /// Encodes the pictures once more, without loss, and compares them with the film's. What is
  /// not a picture is there already.
  private func compare(
    _ settings: RenderSettings, _ store: ArtifactStore, place: String
  ) throws -> (similarity: Similarity?, summary: BuildSummary?) {
    var recipe = film.recipe
    recipe.thumbnail = nil
    recipe.outputs = recipe.outputs.filter { $0.videoCodec != nil }
    guard !recipe.outputs.isEmpty else { return (nil, nil) }
    for index in recipe.outputs.indices {
      recipe.outputs[index].thumbnail = .none
      recipe.outputs[index].soundCodec = nil
    }
    var reference = recipe
    for index in reference.outputs.indices {
      reference.outputs[index].container = .mp4
      reference.outputs[index].videoCodec = .h264
    }
    var lossless = settings
    lossless.encodings = [.lossless]
    var paths: [String] = []
    let summary = try build(store, observing: nil) { graph, results in
      let coded = try self.compile(recipe, settings, store, into: place, &graph, results)
      let exact = try self.compile(reference, lossless, store, into: place, &graph, results)
      var plan = BuildPlan(targets: [], pending: coded.pending + exact.pending)
      guard plan.pending.isEmpty else { return plan }
      let pairs = zip(Self.films(of: coded), Self.films(of: exact))
      paths = []
      for (number, pair) in pairs.enumerated() {
        let node = graph.add(
          SimilarityParameters(),
          inputs: Self.segments(of: pair.0, as: "video", in: graph)
            + Self.segments(of: pair.1, as: "reference", in: graph), label: "similarity")
        paths.append("\(place)/similarity/\(number)")
        plan.targets.append(.init(node: node, output: "similarity", path: paths[number]))
      }
      return plan
    }
    guard summary.status == .succeeded else { return (nil, summary) }
    return (Similarity.mean(of: paths.compactMap(Self.read)), summary)
  }

  private static func films(of plan: BuildPlan) -> [NodeID] {
    plan.targets.filter { $0.output == "film" }.map(\.node)
  }

  private static func segments(
    of film: NodeID, as role: String, in graph: Graph
  ) -> [Node.Input] {
    graph[film].inputs.filter { $0.role == "video" }.map { Node.Input(role, $0.source) }
  }

  private static func read(_ path: String) -> Similarity? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = fread(&buffer, 1, buffer.count, file)
    return Similarity(text: String(decoding: buffer[..<count], as: UTF8.self))
  }

  // MARK: Building

  private func build(
    _ store: ArtifactStore, observing recorder: BuildRecorder?,
    compile: @escaping (inout Graph, any ResultLookup) throws -> BuildPlan
  ) throws -> BuildSummary {
    let observers: [any BuildObserver] =
      [FailureDisplay(sink: Console.errors)] + (recorder.map { [$0] } ?? [])
    return try BuildEngine(store: store, options: options, interruption: .bySignals()).build(
      observer: ObserverGroup(observers), compile: compile)
  }

  private func compile(
    _ recipe: Recipe, _ settings: RenderSettings, _ store: ArtifactStore, into folder: String,
    _ graph: inout Graph, _ results: any ResultLookup
  ) throws -> BuildPlan {
    // Warnings are for whoever builds the film, not for who measures with it.
    var remarks = CompilerRemarks()
    do {
      var plan = try RecipeCompiler(
        recipe: recipe, settings: settings, services: MachineServices(store: store)
      ).compile(into: &graph, results: results, remarks: &remarks)
      plan.moveTargets(to: folder)
      return plan
    } catch let failure as RecipeCompiler.Failure {
      Console.report(failure.diagnostics, sources: film.sources)
      throw ReportedError(status: .usage)
    }
  }

  private static func seconds(of plan: BuildPlan, in graph: Graph) -> Double {
    plan.targets.reduce(0) { seconds, target in
      switch graph[target.node].parameters {
      case let film as FilmParameters:
        seconds + Double(film.frames) / film.canvas.frameRate.doubleValue
      case let film as AnimationParameters:
        seconds + Double(film.frames) / film.canvas.frameRate.doubleValue
      default: seconds
      }
    }
  }

  private static func status(of summary: BuildSummary) -> ExitStatus {
    ExitStatus(rawValue: summary.exitStatus) ?? .stageFailed
  }
}
