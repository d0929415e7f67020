internal import ArtifactStore
public import BuildGraph
internal import Synchronization

/// What a build is asked for, told apart from all other requests before anything is compiled.
///
/// With it, a build that ends with everything up to date writes a ``BuildReceipt``, and the next
/// build of an equal request is answered from that: see ``BuildEngine/upToDate(_:)``.
public final class BuildRequest: Sendable {
  /// Stands for everything but the content of files that decides what is built: the names of
  /// the recipes, options, settings, the environment as far as it is read.
  public let digest: Digest
  /// `nil` once something has been read that cannot be watched.
  private let watched = Mutex<[String: FileStamp]?>([:])

  public init(digest: Digest) { self.digest = digest }

  /// Has to be called for every file, and every folder that is searched, before the compilation first looks at it, apart from those
  /// that are inputs of nodes: these the engine watches itself.
  ///
  /// May be called from any thread.
  public func watch(_ path: String) {
    watched.withLock { files in
      guard files != nil, files?[path] == nil else { return }
      let stamp = FileStamp.settled(witness: path)
      if stamp.isRacy() { files = nil } else { files?[path] = stamp }
    }
  }

  /// Says that the build has something to tell that a later one would have to tell again: there
  /// will be no receipt.
  public func giveUp() { watched.withLock { $0 = nil } }

  /// The watched files as they were when they were first looked at; `nil` if a later change of
  /// one might not show.
  var files: [String: FileStamp]? { watched.withLock { $0 } }
}
