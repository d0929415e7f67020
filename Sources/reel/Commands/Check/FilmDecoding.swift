import ArtifactStore
import BuildEngine
import BuildGraph
import BuildReports
import Glibc
import StageCatalog
import WorkerProtocol

/// Decodes the films of both builds of a check, in workers, and compares what comes out.
///
/// Films with equal bytes are one file to the engine, and are decoded once: as a proof that they
/// are whole.
struct FilmDecoding {
  let first: GraphSurvey
  let second: GraphSurvey
  /// The first build's store.
  let store: ArtifactStore
  let folder: CheckFolder

  /// One film, in both builds.
  private struct Pair {
    var path: String
    var hasSameBytes: Bool
    /// The files; the first build's may be gone.
    var firstFile: String?
    var secondFile: String
    /// Where the lists of frames go.
    var firstList: String
    var secondList: String
  }

  /// - Parameter engine: Builds in the check's store.
  /// - Returns: `nil` if the user has interrupted it.
  func run(
    _ engine: BuildEngine, observer: any BuildObserver
  ) throws -> [CheckReport.Film]? {
    let pairs = pairs
    if pairs.isEmpty { return [] }
    var nodes: [NodeID: [Int]] = [:]
    var tolerant = engine.options
    // One damaged film must not hide what there is to say of the others.
    tolerant.keepGoing = true
    let summary = try BuildEngine(
      store: engine.store, options: tolerant, interruption: .bySignals()
    ).build(observer: observer) { graph, _ in
      nodes = [:]
      var plan = BuildPlan(targets: [], pending: [])
      for (index, pair) in pairs.enumerated() {
        for (file, list) in [(pair.firstFile, pair.firstList), (pair.secondFile, pair.secondList)] {
          guard let file else { continue }
          let node = graph.add(
            FramesParameters(), inputs: [Node.Input("film", .file(path: file))],
            label: Paths.short(pair.path))
          nodes[node, default: []].append(index)
          plan.targets.append(.init(node: node, output: "frames", path: list))
        }
      }
      return plan
    }
    if summary.status == .interrupted { return nil }
    var damage: [Int: String] = [:]
    for failure in summary.failures {
      guard let node = failure.node else {
        throw StoreError(code: .input, message: failure.error.message)
      }
      for index in nodes[node] ?? [] { damage[index] = failure.error.message }
    }
    return pairs.enumerated().map { film($1, damage: damage[$0]) }
  }

  private func film(_ pair: Pair, damage: String?) -> CheckReport.Film {
    let lists = [pair.firstList, pair.secondList].map { Self.list($0) }
    let difference = lists[0].flatMap { one in lists[1].flatMap { one.firstDifference(from: $0) } }
    let isKnown = lists[0] != nil && lists[1] != nil
    return CheckReport.Film(
      path: pair.path, hasSameBytes: pair.hasSameBytes,
      hasSameFrames: isKnown ? difference == nil : nil,
      pictures: lists[1]?.pictures ?? 0, soundBlocks: lists[1]?.soundBlocks ?? 0,
      firstDifference: difference.map {
        $0.kind == .format
          ? "form of stream \($0.stream)" : "\($0.kind.rawValue) at \($0.time) s"
      },
      damage: damage)
  }

  /// The films among the targets, in the recipe's order, which both plans share.
  private var pairs: [Pair] {
    zip(first.targets, second.targets).enumerated().compactMap { index, targets in
      let (old, new) = targets
      guard let was = Self.output(old, in: first), let now = Self.output(new, in: second),
        second.graph[new.node].stage.name == FilmParameters.stage.name
      else { return nil }
      let file = store.blobPath(was.digest)
      let isThere = store.hasBlob(was.digest, size: was.size)
      return Pair(
        path: old.path, hasSameBytes: was.digest == now.digest,
        firstFile: was.digest == now.digest ? new.path : isThere ? file : nil,
        secondFile: new.path, firstList: "\(folder.films)/\(index)/first.frames",
        secondList: "\(folder.films)/\(index)/second.frames")
    }
  }

  private static func output(
    _ target: BuildPlan.Target, in survey: GraphSurvey
  ) -> ActionResult.Output? {
    survey.nodes.first { $0.node == target.node }?.outputs.first { $0.name == target.output }
  }

  private static func list(_ path: String) -> FrameList? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return FrameList(text: String(decoding: bytes, as: UTF8.self)) }
      bytes += buffer[..<count]
    }
  }
}
