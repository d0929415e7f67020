import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// A temporary folder with a store and source files, and builds in it.
final class Workshop {
  let folder: String
  var options: BuildOptions
  let interruption = BuildInterruption()

  init() throws {
    var template = Array("/tmp/reel-engine-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(message: "no temporary folder") }
    folder = String(cString: made)
    options = BuildOptions(jobs: 2, workerCommand: [Self.worker], project: "test")
  }

  deinit { Self.removeTree(folder) }

  struct Failure: Error { var message: String }

  /// The worker is built beside the tests.
  static let worker: String = {
    guard let program = realpath("/proc/self/exe", nil) else { return "engine-test-worker" }
    defer { free(program) }
    let path = String(cString: program)
    return path[..<(path.lastIndex(of: "/") ?? path.endIndex)] + "/engine-test-worker"
  }()

  var storePath: String { "\(folder)/store" }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, to name: String) throws { try TestFiles.write(text, path(name)) }

  func read(_ name: String) throws -> String { try TestFiles.read(path(name)) }

  /// Builds in a store that is opened for it, as a program run for it would.
  @discardableResult
  func build(
    log: EventLog = EventLog(), _ compile: @escaping BuildEngine.Compile
  ) throws -> BuildSummary {
    try withEngine { try $0.build(observer: log, compile: compile) }
  }

  func withEngine<Result>(_ body: (BuildEngine) throws -> Result) throws -> Result {
    let store = try ArtifactStore(path: storePath)
    return try body(BuildEngine(store: store, options: options, interruption: interruption))
  }

  /// The paths of all artifacts.
  var blobs: [String] {
    var paths: [String] = []
    for folder in Self.entries("\(storePath)/cas") {
      for name in Self.entries("\(storePath)/cas/\(folder)") {
        paths.append("\(storePath)/cas/\(folder)/\(name)")
      }
    }
    return paths
  }

  /// The artifact that holds this text.
  func blob(_ text: String) -> String {
    let hex = SHA256.digest(of: Array(text.utf8)).hex
    return "\(storePath)/cas/\(hex.prefix(2))/\(hex)"
  }

  static func entries(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  static func removeTree(_ path: String) {
    if unlink(path) == 0 { return }
    for name in entries(path) { removeTree("\(path)/\(name)") }
    rmdir(path)
  }
}

/// Remembers what a build has told.
final class EventLog: BuildObserver {
  var events: [BuildEvent] = []
  /// Is called for each event.
  var reaction: (BuildEvent) -> Void = { _ in }

  func receive(_ event: BuildEvent, at seconds: Double) {
    events.append(event)
    reaction(event)
  }

  var started: [BuildEvent.NodeStart] {
    events.compactMap { if case .nodeStarted(let start) = $0 { start } else { nil } }
  }

  var retries: [String] {
    events.compactMap { if case .nodeRetried(_, _, _, let cause, _) = $0 { cause } else { nil } }
  }

  var warnings: [String] {
    events.compactMap { if case .warning(let text) = $0 { text } else { nil } }
  }
}

extension Graph {
  /// Adds a node that joins files and other nodes' texts.
  mutating func join(_ text: String, _ parts: [Node.Source] = [], label: String? = nil) -> NodeID {
    add(
      JoinStage.Parameters(text: text), inputs: parts.map { Node.Input("part", $0) },
      label: label ?? text)
  }

  mutating func remainder(_ parts: [Node.Source], label: String) -> NodeID {
    add(RemainderStage.Parameters(), inputs: parts.map { Node.Input("part", $0) }, label: label)
  }

  mutating func act(_ act: ActStage.Act, seconds: Double = 0, note: String = "") -> NodeID {
    self.add(ActStage.Parameters(act, seconds: seconds, note: note), label: act.rawValue)
  }
}

extension NodeID {
  var text: Node.Source { .output(of: self, name: "text") }
}

extension BuildPlan {
  /// Wants the texts of nodes at paths.
  init(_ targets: [(NodeID, String)]) {
    self.init(
      targets: targets.map { Target(node: $0.0, output: "text", path: $0.1) }, pending: [])
  }
}
