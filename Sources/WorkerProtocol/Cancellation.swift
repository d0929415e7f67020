internal import Synchronization

/// A flag that one thread raises and others look at.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Raises the flag. It stays up.
  public func cancel() { flag.store(true, ordering: .relaxed) }
}
