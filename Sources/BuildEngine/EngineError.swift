/// Why the engine cannot build at all. A stage that fails is no such error: the summary names it.
public struct EngineError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// No worker could be started.
    case workerUnavailable = "worker-unavailable"
    /// A worker has other libraries than those that keys were made with.
    case toolchainChanged = "toolchain-changed"
    /// The compilation waits for results that no node can give.
    case stuck
    /// There is no node of that name or key.
    case unknownNode = "unknown-node"
  }

  public var code: Code
  /// One sentence: what happened, what to do.
  public var message: String

  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// The exit status that a program should end with.
  public var exitStatus: Int32 {
    switch code {
    // What was asked for cannot be: nothing was run.
    case .unknownNode, .workerUnavailable: 2
    case .toolchainChanged, .stuck: 1
    }
  }
}

extension EngineError: CustomStringConvertible {
  public var description: String { message }
}
