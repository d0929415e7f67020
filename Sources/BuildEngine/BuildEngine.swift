public import ArtifactStore
public import BuildGraph

/// Builds what a compilation asks for, and nothing that is there already.
///
/// The engine knows nodes, keys and files. What a stage means it does not know: workers do.
///
/// One build at a time, on the thread that calls; stages run in worker processes.
public final class BuildEngine {
  /// Makes a plan from what is known so far, adding nodes to a graph that only grows.
  ///
  /// It is called again on the same graph whenever a node that it named in
  /// ``BuildGraph/BuildPlan/pending`` has a result.
  public typealias Compile = (inout Graph, any ResultLookup) throws -> BuildPlan

  public let store: ArtifactStore
  public let options: BuildOptions
  private let interruption: BuildInterruption

  /// - Parameter interruption: How a build is ended early; see ``BuildInterruption/bySignals()``.
  public init(
    store: ArtifactStore, options: BuildOptions,
    interruption: BuildInterruption = BuildInterruption()
  ) {
    self.store = store
    self.options = options
    self.interruption = interruption
  }

  /// Builds and delivers.
  ///
  /// A stage that fails is no error: the summary names it.
  ///
  /// - Parameters:
  ///   - request: What is built, if later builds are to find out from it that nothing is to be
  ///     done. It has to have watched every file that was read to make `compile`.
  ///   - expectsWork: Whether a stage will probably have to run. Workers then start while the
  ///     compilation is still under way.
  /// - Throws: What `compile` throws; ``EngineError`` when no worker can be had; ``StoreError``
  ///   when the store fails. What was made until then is kept.
  public func build(
    observer: any BuildObserver, request: BuildRequest? = nil, expectsWork: Bool = false,
    compile: @escaping Compile
  ) throws -> BuildSummary {
    try session(observer, compile).run(request, expectsWork: expectsWork)
  }

  /// Whether everything that a request asks for is there, seen without compiling anything.
  ///
  /// The answer is that of ``build(observer:request:compile:)``, which would run nothing and place
  /// nothing.
  ///
  /// - Returns: `nil` if that is not known: then build.
  /// - Throws: ``StoreError`` when the store fails.
  public func upToDate(_ request: BuildRequest) throws -> BuildSummary? {
    let begin = MonotonicClock.now
    guard options.readCache,
      let receipt = try store.memo(BuildReceipt.memoName(request)).flatMap(BuildReceipt.init),
      receipt.day == ArtifactStore.today,
      try store.lastBuild(project: options.project) == receipt.signature,
      try store.generation() == receipt.generation,
      try Toolchain.rememberedDigest(in: store, command: options.workerCommand)
        == receipt.toolchain
    else { return nil }
    var outputs: [DeliveredOutput] = []
    for target in receipt.targets {
      let file = BuildSession.absolute(target.path)
      guard try store.isDelivered(target.digest, size: target.size, at: file) else { return nil }
      outputs.append(
        DeliveredOutput(
          path: target.path, digest: target.digest, size: target.size, isUpToDate: true))
    }
    return BuildSummary(
      status: .succeeded, stages: receipt.stages, ran: 0, cached: receipt.stages, failed: 0,
      seconds: MonotonicClock.now - begin, outputs: outputs, failures: [])
  }

  /// Says what a build would do now, without running a stage.
  ///
  /// A worker is started for a moment if the versions of its libraries are not known.
  ///
  /// - Throws: As ``build(observer:compile:)``.
  public func plan(compile: @escaping Compile) throws -> BuildForecast {
    try session(SilentObserver(), compile).forecast()
  }

  /// Looks at every node that a build would need, without running a stage: its state, its key and
  /// what it has given.
  ///
  /// - Throws: As ``plan(compile:)``.
  public func survey(compile: @escaping Compile) throws -> GraphSurvey {
    try session(SilentObserver(), compile).survey()
  }

  /// Compares a node's key with the nearest earlier one, field by field.
  ///
  /// - Parameter name: A node's label, or at least four digits of its key.
  /// - Throws: ``EngineError`` with the code `unknownNode`; also as ``plan(compile:)``.
  public func explain(_ name: String, compile: @escaping Compile) throws -> Explanation {
    try session(SilentObserver(), compile).explain(name)
  }

  /// The keys of all that a build would need, as far as they are known without running a stage.
  ///
  /// - Throws: As ``plan(compile:)``.
  public func neededKeys(compile: @escaping Compile) throws -> Set<Digest> {
    try session(SilentObserver(), compile).findNeededKeys()
  }

  private func session(
    _ observer: any BuildObserver, _ compile: @escaping Compile
  ) -> BuildSession {
    BuildSession(
      store: store, options: options, observer: observer, interruption: interruption,
      compile: compile)
  }
}

private final class SilentObserver: BuildObserver {
  func receive(_ event: BuildEvent, at seconds: Double) {}
}
