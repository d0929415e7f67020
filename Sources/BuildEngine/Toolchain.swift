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
  private let askWorker: () throws -> WorkerToolchain
  private var known: [String: String]?

  /// - Parameter askWorker: Starts a worker and asks it.
  init(
    store: ArtifactStore, launcher: WorkerLauncher,
    askWorker: @escaping () throws -> WorkerToolchain
  ) {
    self.store = store
    self.launcher = launcher
    self.askWorker = askWorker
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
    let answer = try askWorker()
    known = answer.libraries
    try remember(answer)
    return answer.libraries
  }

  /// What stands for the libraries of a worker, if they are known without starting one.
  static func rememberedDigest(
    in store: ArtifactStore, command: [String]
  ) throws(StoreError) -> Digest? {
    try store.memo(memoName(command)).map(SHA256.digest)
  }

  /// Whether a worker that has just started would say what is known, so that it need not be asked.
  ///
  /// Witnesses tell that of a program that runs here and was started itself. Of one behind a script
  /// or on another machine they tell nothing.
  func vouches(for hello: WorkerHello) throws(StoreError) -> Bool {
    guard let known, hello.executable == launcher.programPath else { return false }
    return try store.memo(memoName) == Self.text(of: known)
  }

  /// Holds a worker to what keys have been made with.
  func check(_ answer: WorkerToolchain) throws {
    guard let known else { return try remember(answer) }
    if known == answer.libraries { return }
    store.removeMemo(memoName)
    try store.flush()
    throw EngineError(
      code: .toolchainChanged,
      message: "The worker \(launcher.command[0]) has other libraries than were known. "
        + "Build again; what they decide is then made anew.")
  }

  private func remember(_ answer: WorkerToolchain) throws(StoreError) {
    guard let program = launcher.programPath else { return }
    store.setMemo(
      memoName, Self.text(of: answer.libraries), witnesses: [program] + answer.witnesses)
    // The next worker need not be asked then.
    try store.flush()
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
