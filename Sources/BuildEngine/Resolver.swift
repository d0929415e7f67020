internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

/// Finds out, from the inputs up, what the key of each node is and whether its result is known.
///
/// A result counts without a look at its artifact, as long as nobody needs the bytes.
final class Resolver {
  enum State {
    /// Not looked at yet.
    case unknown
    /// An input has no result yet, so there is no key.
    case waiting
    /// The result is known.
    case available(ActionResult)
    /// The key has no result: the node has to run.
    case missing(KeyText)
    /// It cannot be built: it failed, or a source file of it cannot be read.
    case failed
    /// It stands on a node that cannot be built.
    case blocked
  }

  let store: ArtifactStore
  let readCache: Bool
  private let libraries: () throws -> [String: String]
  private let isCancelled: () -> Bool

  private(set) var states: [State] = []
  private(set) var keys: [Digest?] = []
  /// Results of this build.
  private var fresh: [Digest: ActionResult] = [:]
  /// Keys whose record in the store is of no use.
  private var distrusted: Set<Digest> = []
  /// The files of the user's that nodes read, by path.
  private(set) var files: [String: FileSnapshot] = [:]
  /// Nodes whose results the compilation has not seen yet. What stands on them waits, because
  /// the compilation may replace it.
  var held: Set<NodeID> = []
  /// Why source files could not be read, by node.
  private(set) var sourceErrors: [NodeID: StageError] = [:]
  /// The outputs of keys whose artifacts were needed and gone.
  private(set) var rebuilt: [Digest: [String]] = [:]
  /// Nodes whose results a compilation has read since this was last emptied.
  var consulted: [NodeID] = []
  private var replaced: [Digest: ActionResult] = [:]
  /// By key, how often a compilation could not read its result.
  private var unreadable: [Digest: Int] = [:]
  private let hasher = SHA256()

  /// - Parameter libraries: Is asked at most once for each node whose stage depends on them.
  init(
    store: ArtifactStore, readCache: Bool, libraries: @escaping () throws -> [String: String],
    isCancelled: @escaping () -> Bool
  ) {
    self.store = store
    self.readCache = readCache
    self.libraries = libraries
    self.isCancelled = isCancelled
  }

  func state(of node: NodeID) -> State {
    node.index < states.count ? states[node.index] : .unknown
  }

  func result(of node: NodeID) -> ActionResult? {
    if case .available(let result) = state(of: node) { return result }
    return nil
  }

  func isAvailable(_ node: NodeID) -> Bool {
    if case .available = state(of: node) { return true }
    return false
  }

  /// Makes room for nodes that a compilation has added.
  func grow(to count: Int) {
    guard states.count < count else { return }
    states.append(contentsOf: repeatElement(.unknown, count: count - states.count))
    keys.append(contentsOf: repeatElement(nil, count: count - keys.count))
  }

  /// Finds the state of a node, and first of those below it that are unknown.
  func resolve(_ node: NodeID, in graph: Graph) throws {
    grow(to: graph.nodes.count)
    // A film is a long chain of nodes, so this must not recurse.
    var stack = [node]
    climb: while let top = stack.last {
      guard case .unknown = states[top.index] else {
        stack.removeLast()
        continue
      }
      for input in graph[top].inputs {
        if case .output(let id, _) = input.source, case .unknown = states[id.index] {
          stack.append(id)
          continue climb
        }
      }
      states[top.index] = try computeState(of: top, in: graph)
      stack.removeLast()
    }
  }

  private func computeState(of node: NodeID, in graph: Graph) throws -> State {
    let inputs = graph[node].inputs
    var digests: [Digest] = []
    digests.reserveCapacity(inputs.count)
    var isWaiting = false
    for input in inputs {
      switch input.source {
      case .file(let path):
        do throws(StoreError) {
          digests.append(try snapshot(path).digest)
        } catch {
          guard error.code == .unreadableFile || error.code == .fileChanged else { throw error }
          sourceErrors[node] = StageError(code: error.code.rawValue, message: error.message)
          return .failed
        }
      case .output(let id, let name):
        switch states[id.index] {
        case .failed, .blocked: return .blocked
        case .available(let result) where !held.contains(id):
          guard let output = result.output(name) else {
            let stage = graph[id].stage.name
            sourceErrors[node] = StageError(
              code: "internal", message: "Stage \"\(stage)\" has no output \"\(name)\".")
            return .failed
          }
          digests.append(output.digest)
        default: isWaiting = true
        }
      }
    }
    return isWaiting ? .waiting : try lookUp(node, digests, in: graph)
  }

  private func lookUp(_ id: NodeID, _ digests: [Digest], in graph: Graph) throws -> State {
    let node = graph[id]
    let text = KeyText(
      node: node, libraries: node.stage.libraries.isEmpty ? [:] : try libraries(),
      inputDigests: digests)
    hasher.update(text.bytes)
    let key = hasher.finish()
    keys[id.index] = key
    if let result = fresh[key] { return .available(result) }
    guard readCache, !distrusted.contains(key), let result = try store.result(for: key) else {
      return .missing(text)
    }
    // A record that does not name all outputs is of no use, wherever it came from.
    for output in node.stage.outputs where result.output(output.name) == nil {
      return .missing(text)
    }
    return .available(result)
  }

  func snapshot(_ path: String) throws(StoreError) -> FileSnapshot {
    if let known = files[path] { return known }
    let snapshot = try store.snapshot(ofFile: path, isCancelled: isCancelled)
    files[path] = snapshot
    return snapshot
  }

  /// Forgets what a file held: it has changed.
  func forgetFile(_ path: String) { files[path] = nil }

  /// Takes the result of a run.
  func add(_ result: ActionResult, key: Digest) {
    fresh[key] = result
    distrusted.remove(key)
  }

  /// Whether another process has recorded a usable result since the key was looked up.
  func adopt(_ key: Digest, outputs: [StageDescriptor.Output]) throws -> ActionResult? {
    guard readCache, !distrusted.contains(key), let result = try store.lookup(key),
      outputs.allSatisfy({ result.output($0.name) != nil })
    else { return nil }
    fresh[key] = result
    return result
  }

  func set(_ state: State, of node: NodeID) { states[node.index] = state }

  /// Lets go of the held nodes. What waited, for them or for others, is looked at again when it is
  /// next asked for.
  func release() {
    held = []
    for index in states.indices {
      if case .waiting = states[index] { states[index] = .unknown }
    }
  }

  /// Demands that a node run again although its result is known, since its bytes are needed
  /// and not there. Its new result may differ from ``replacedResult(of:)``.
  func demandRebuild(of node: NodeID, outputs: [String], in graph: Graph) throws {
    guard let key = keys[node.index] else { return }
    replaced[key] = result(of: node)
    fresh[key] = nil
    distrusted.insert(key)
    rebuilt[key] = outputs
    states[node.index] = .unknown
    try resolve(node, in: graph)
  }

  /// What a node gave before ``demandRebuild(of:outputs:in:)``.
  func replacedResult(of key: Digest) -> ActionResult? { replaced[key] }

  /// Why a node that is missing runs.
  func reason(for key: KeyText, digest: Digest, label: String, project: String) throws -> RunReason
  {
    if let outputs = rebuilt[digest] { return .outputMissing(outputs) }
    if !readCache { return .cachingDisabled }
    let past = try store.pastKeys(project: project, label: label)
    if past.contains(where: { $0.key == digest }) { return .resultLost }
    for earlier in past {
      if let text = try store.keyText(of: earlier.key) {
        return .changed(FieldChange.between(text, key))
      }
    }
    return .neverBuilt
  }
}

extension Resolver: ResultLookup {
  /// How often a result is made again because it cannot be read back.
  private static let rereadLimit = 3

  /// The small result of a node, for a compilation.
  ///
  /// - Returns: `nil` if the node has to run first, or failed.
  /// - Throws: ``StoreError`` with the code `damagedArtifact` if what the store is given cannot be
  ///   read back, again and again; also what a lookup throws.
  func inlineResult(of node: NodeID, output name: String, in graph: Graph) throws -> [UInt8]? {
    try resolve(node, in: graph)
    guard let output = result(of: node)?.output(name) else { return nil }
    let bytes =
      output.inline
      ?? store.readBlob(output.digest, size: output.size, limit: StageDescriptor.Output.inlineLimit)
    if let bytes {
      consulted.append(node)
      return bytes
    }
    try countUnreadable(output, of: node, in: graph)
    try demandRebuild(of: node, outputs: [name], in: graph)
    return nil
  }

  /// A disk that loses whatever is written must not keep a build busy for ever.
  private func countUnreadable(
    _ output: ActionResult.Output, of node: NodeID, in graph: Graph
  ) throws(StoreError) {
    guard let key = keys[node.index] else { return }
    unreadable[key, default: 0] += 1
    guard unreadable[key, default: 0] > Self.rereadLimit else { return }
    throw StoreError(
      code: .damagedArtifact,
      message: "The result \(store.blobPath(output.digest)) of \(graph[node].label) cannot be read "
        + "back, though it was made \(Self.rereadLimit) times; check the disk.")
  }
}
