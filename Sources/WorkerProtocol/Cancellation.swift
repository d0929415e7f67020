internal import Synchronization

/// A flag that one thread raises and others look at.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let lookCount = Atomic<Int>(0)

  public init() {}

  public var isCancelled: Bool {
    lookCount.wrappingAdd(1, ordering: .relaxed)
    return flag.load(ordering: .relaxed)
  }

  /// How often ``isCancelled`` was looked at: a sign that the work gets on.
  var looks: Int { lookCount.load(ordering: .relaxed) }

  /// Raises the flag. It stays up.
  public func cancel() { flag.store(true, ordering: .relaxed) }
}
