internal import Glibc
internal import MediaEngine
internal import Synchronization
internal import WorkerProtocol

/// Encodes a segment's pictures on a thread of its own while the next ones are drawn.
///
/// In a large build every core has a job of its own anyway. It is the small one after an edit, of
/// fewer segments than cores, that is done sooner. What encodes sees the same pictures in the same
/// order, so that no byte depends on the threads.
///
/// `@unchecked Sendable`: semaphores give each picture to one side at a time, `encode` is called on
/// one thread, `appended` belongs to the other, and all else is constant or behind the mutex.
final class EncodingThread: @unchecked Sendable {
  private struct State {
    /// How many pictures there will be, once that is known.
    var count: Int?
    var failure: (any Error)?
    var isGivenUp = false
  }

  /// Called on the thread alone.
  private let encode: (Picture) throws -> Void
  /// Each is drawn into and encoded in turns; the semaphores say whose turn it is.
  private let pictures: [Picture]
  private let free: Semaphore
  private let drawn = Semaphore(0)
  private let ended = Semaphore(0)
  private let state = Mutex(State())
  private var appended = 0

  /// Pictures that may wait: enough for the two sides to be uneven now and then.
  private static let depth = 3

  /// - Parameters:
  ///   - width: Of the pictures, in pixels.
  ///   - height: Of the pictures, in pixels.
  ///   - encode: Is called with each picture, on the other thread, until that has ended.
  /// - Throws: ``StageError`` if there is no thread to be had.
  init(width: Int, height: Int, encode: @escaping (Picture) throws -> Void) throws {
    self.encode = encode
    pictures = (0..<Self.depth).map { _ in Picture(width: width, height: height) }
    free = Semaphore(Self.depth)
    guard startThread({ self.run() }) else {
      throw StageError(code: "internal", message: "No thread could be started to encode with.")
    }
  }

  /// Has the next picture drawn, when there is room for it.
  ///
  /// - Parameter draw: Is given the picture, which holds an older one.
  /// - Throws: What `encode` has thrown for an earlier one, after which it is not called again;
  ///   what `draw` throws, after which ``giveUp()`` is all that is left.
  func append(_ draw: (Picture) throws -> Void) throws {
    free.wait()
    if let failure = state.withLock(\.failure) { throw failure }
    try draw(pictures[appended % Self.depth])
    appended += 1
    drawn.signal()
  }

  /// Waits until all pictures are encoded. This or ``giveUp()`` has to be called once.
  ///
  /// - Throws: What `encode` has thrown.
  func finish() throws {
    end()
    if let failure = state.withLock(\.failure) { throw failure }
  }

  /// Leaves out what waits to be encoded.
  func giveUp() {
    state.withLock { $0.isGivenUp = true }
    end()
  }

  private func end() {
    state.withLock { $0.count = appended }
    drawn.signal()
    ended.wait()
  }

  private func run() {
    var encoded = 0
    while true {
      drawn.wait()
      let state = self.state.withLock { $0 }
      if encoded == state.count { break }
      if state.failure == nil && !state.isGivenUp {
        do { try encode(pictures[encoded % Self.depth]) } catch {
          self.state.withLock { $0.failure = error }
        }
      }
      encoded += 1
      free.signal()
    }
    ended.signal()
  }
}

/// Counts what one thread has made and another one takes.
///
/// `@unchecked Sendable`: the pointer is constant, and what it points to is made for threads.
private final class Semaphore: @unchecked Sendable {
  private let raw = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init(_ count: Int) { sem_init(raw, 0, UInt32(count)) }

  deinit {
    sem_destroy(raw)
    raw.deallocate()
  }

  func signal() { sem_post(raw) }

  func wait() { while sem_wait(raw) != 0 && errno == EINTR {} }
}
