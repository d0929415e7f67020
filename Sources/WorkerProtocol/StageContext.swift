internal import Synchronization

/// What a stage works with: the paths of its inputs and outputs, a folder for its own files, and
/// a line back to the engine.
///
/// May be used by any thread that the stage starts.
public final class StageContext: Sendable {
  /// A file that the stage reads.
  public struct Input: Codable, Hashable, Sendable {
    public var role: String
    public var path: String
    /// The SHA-256 that the file must have, as 64 hexadecimal digits; the worker looks before
    /// the stage starts. `nil` if somebody has looked already, or the file is the user's.
    public var sha256: String?

    public init(role: String, path: String, sha256: String? = nil) {
      self.role = role
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A file that the stage has to write.
  public struct Output: Codable, Hashable, Sendable {
    public var name: String
    public var path: String

    public init(name: String, path: String) {
      self.name = name
      self.path = path
    }
  }

  /// A folder that is empty when the stage starts and removed when it has ended.
  public let scratch: String

  private let allInputs: [Input]
  private let outputs: [String: String]
  private let cancellation: Cancellation
  private let report: @Sendable (Double) -> Void
  private let memoryOfChildren = Mutex<Int64>(0)
  private let left: Mutex<(any Sendable)?>
  private let leftForNext = Mutex<(any Sendable)?>(nil)

  /// - Parameters:
  ///   - inputs: The inputs in the node's order.
  ///   - left: What the stage before has left; see ``leave(_:)``.
  ///   - report: Is called with each fraction that the stage reports, on the stage's thread.
  public init(
    inputs: [Input], outputs: [Output], scratch: String,
    cancellation: Cancellation = Cancellation(), left: (any Sendable)? = nil,
    report: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    allInputs = inputs
    self.outputs = Dictionary(
      outputs.map { ($0.name, $0.path) }, uniquingKeysWith: { first, _ in first })
    self.scratch = scratch
    self.cancellation = cancellation
    self.left = Mutex(left)
    self.report = report
  }

  /// The paths of all inputs with this role, in the node's order; none if there is none.
  public func inputs(_ role: String) -> [String] {
    allInputs.filter { $0.role == role }.map(\.path)
  }

  /// The path of the one input with this role.
  ///
  /// - Throws: ``StageError`` with the code `internal` if there is none, or more than one.
  public func input(_ role: String) throws -> String {
    let paths = inputs(role)
    guard paths.count == 1 else {
      throw StageError(
        code: "internal",
        message: "The stage wants one input \"\(role)\" but was given \(paths.count).")
    }
    return paths[0]
  }

  /// Where the stage has to write this output.
  ///
  /// - Precondition: The stage's descriptor names the output; a worker checks before it starts a
  ///   stage that the request names them all.
  public func output(_ name: String) -> String {
    guard let path = outputs[name] else {
      preconditionFailure("the stage's descriptor names no output \"\(name)\"")
    }
    return path
  }

  /// Leaves something to the next stage of the worker, if that is of the same kind and follows a
  /// success: what is open already, and saves time. What that stage writes must not depend on it.
  public func leave(_ thing: any Sendable) { leftForNext.withLock { $0 = thing } }

  /// What the stage before has left, if it is of this type. It is there once.
  public func takeLeft<Thing: Sendable>(_ type: Thing.Type) -> Thing? {
    left.withLock { left in
      defer { left = nil }
      return left as? Thing
    }
  }

  /// What ``leave(_:)`` was told.
  var thingLeft: (any Sendable)? { leftForNext.withLock { $0 } }

  /// The names of all outputs.
  var outputNames: Set<String> { Set(outputs.keys) }

  /// Tells how much of the work is done, 0 to 1. Cheap: what comes too often to be shown is
  /// dropped on the way.
  public func progress(_ fraction: Double) { report(fraction) }

  /// Tells the peak resident memory, in bytes, of processes that the stage has started. The largest
  /// counts, in addition to the worker's own.
  public func noteMemory(ofChildren bytes: Int64) {
    memoryOfChildren.withLock { $0 = max($0, bytes) }
  }

  /// What ``noteMemory(ofChildren:)`` was told.
  var childMemory: Int64 { memoryOfChildren.withLock { $0 } }

  /// - Throws: ``StageError/cancelled`` once the engine has asked the stage to stop. Call it at
  ///   least every second or so, for instance for each frame.
  public func checkCancelled() throws {
    if cancellation.isCancelled { throw StageError.cancelled }
  }
}
