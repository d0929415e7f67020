internal import Glibc

/// How a worker process ended.
public enum WorkerExit: Hashable, Sendable {
  case exited(status: Int32)
  case signalled(Int32)

  init(waitStatus status: Int32) {
    // What the macros WIFSIGNALED, WTERMSIG and WEXITSTATUS do, which Swift cannot read.
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status: status >> 8 & 0xFF) : .signalled(signal)
  }
}

extension WorkerExit: CustomStringConvertible {
  /// Such as `was killed by signal 11 (Segmentation fault)`.
  public var description: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signalled(let signal):
      "was killed by signal \(signal) (\(String(cString: strsignal(signal))))"
    }
  }
}
