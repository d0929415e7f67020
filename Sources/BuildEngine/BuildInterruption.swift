internal import Glibc
internal import Synchronization

/// A way to end a build early, from another thread or a signal.
///
/// The first request lets workers stop by themselves; the second kills them at once.
public final class BuildInterruption: Sendable {
  /// Becomes readable with a request.
  let descriptor: Int32
  private let writingEnd: Int32

  public init() {
    var ends: [Int32] = [-1, -1]
    // Without descriptors no worker could be started either; the build then says so.
    _ = pipe(&ends)
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writingEnd = ends[1]
  }

  deinit {
    close(descriptor)
    close(writingEnd)
  }

  /// Requests the end.
  public func interrupt() {
    var byte: UInt8 = 1
    write(writingEnd, &byte, 1)
  }

  /// Makes SIGINT, SIGTERM and SIGHUP request the end of builds that are given the result.
  ///
  /// Call it once, at the start of a program: the handlers stay.
  public static func bySignals() -> BuildInterruption {
    let interruption = signalled
    signalDescriptor.store(interruption.writingEnd, ordering: .relaxed)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      sigaddset(&wanted, number)
      signal(number) { _ in
        // Only what is safe in a handler.
        let saved = errno
        var byte: UInt8 = 1
        write(BuildInterruption.signalDescriptor.load(ordering: .relaxed), &byte, 1)
        errno = saved
      }
    }
    // A parent that blocks them, as threads of some run times do, hands that on to its children.
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    return interruption
  }

  private static let signalled = BuildInterruption()
  private static let signalDescriptor = Atomic<Int32>(-1)

  /// Takes the requests that have come.
  func takeRequests() -> Int {
    var buffer = [UInt8](repeating: 0, count: 64)
    return max(0, read(descriptor, &buffer, buffer.count))
  }

  /// Whether a request waits.
  var isRequested: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 1
  }
}
