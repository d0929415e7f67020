internal import ArtifactStore
internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

/// The versions of the libraries that make the bytes of artifacts.
///
/// A worker knows them. What it said is kept in the store and holds while neither its program nor
/// the files that it named change, so that a build in which nothing runs starts no worker.
final class Toolchain {
  private let store: ArtifactStore
  private let launcher: WorkerLauncher
  private let startWorker: () throws -> WorkerHello
  private var known: [String: String]?

  /// - Parameter startWorker: Starts a worker and waits for its hello.
  init(
    store: ArtifactStore, launcher: WorkerLauncher,
    startWorker: @escaping () throws -> WorkerHello
  ) {
    self.store = store
    self.launcher = launcher
    self.startWorker = startWorker
  }

  /// Version by library.
  func libraries() throws -> [String: String] {
    if let known { return known }
    if let memo = try store.memo(memoName) {
      var libraries: [String: String] = [:]
      for field in KeyText(bytes: memo).fields { libraries[field.name] = field.value }
      known = libraries
      return libraries
    }
    let hello = try startWorker()
    known = hello.libraries
    remember(hello)
    return hello.libraries
  }

  /// What stands for the libraries of a worker, if they are known without starting one.
  static func rememberedDigest(
    in store: ArtifactStore, command: [String]
  ) throws(StoreError) -> Digest? {
    try store.memo(memoName(command)).map(SHA256.digest)
  }

  /// Holds a worker to what keys have been made with.
  func check(_ hello: WorkerHello) throws {
    guard let known else { return remember(hello) }
    if known == hello.libraries { return }
    store.removeMemo(memoName)
    try store.flush()
    throw EngineError(
      code: .toolchainChanged,
      message: "The worker \(launcher.command[0]) has other libraries than were known. "
        + "Build again; what they decide is then made anew.")
  }

  private func remember(_ hello: WorkerHello) {
    guard let program = launcher.programPath else { return }
    store.setMemo(
      memoName, Self.text(of: hello.libraries), witnesses: [program] + hello.witnesses)
  }

  /// What stands for the libraries that this build's keys were made with, if a later build will
  /// find the same ones remembered.
  func usedDigest() throws(StoreError) -> Digest? {
    let remembered = try Self.rememberedDigest(in: store, command: launcher.command)
    guard let known else { return remembered }
    return SHA256.digest(of: Self.text(of: known)) == remembered ? remembered : nil
  }

  private static func text(of libraries: [String: String]) -> [UInt8] {
    var fields = FieldEncoder()
    for (name, version) in libraries.sorted(by: { $0.key < $1.key }) {
      fields.field(name, version)
    }
    return fields.bytes
  }

  private var memoName: String { Self.memoName(launcher.command) }

  private static func memoName(_ command: [String]) -> String {
    // These variables reach a worker, and libraries are looked for where they say.
    let places = ["HOME", "LD_LIBRARY_PATH"].map { (name: String) -> String in
      getenv(name).map { String(cString: $0) } ?? ""
    }
    return "toolchain\0" + (places + command).joined(separator: "\0")
  }
}
