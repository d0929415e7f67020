public import BuildGraph
internal import Glibc

/// A file's content at one moment.
public struct FileSnapshot: Hashable, Sendable {
  public var digest: Digest
  public var stamp: FileStamp
  /// Whether any change since then shows in the stamp.
  public var isSettled: Bool
}

extension ArtifactStore {
  /// The SHA-256 of a file of the user's, from memory if the file is the one that was hashed.
  ///
  /// The whole file counts. A digest is remembered under device, inode, size and both times, but
  /// only if the file could not change once more without any of these changing; for a file that
  /// was changed a moment ago, that moment is waited for.
  ///
  /// - Parameter isCancelled: Is asked for every few megabytes.
  /// - Throws: ``StoreError`` with the code `unreadableFile`, `fileChanged` if it keeps changing
  ///   while it is read, or `cancelled`.
  public func snapshot(
    ofFile file: String, isCancelled: () -> Bool = { false }
  ) throws(StoreError) -> FileSnapshot {
    for _ in 0..<3 {
      if let stamp = FileStamp(path: file), let digest = try rememberedDigest(stamp) {
        return FileSnapshot(digest: digest, stamp: stamp, isSettled: true)
      }
      if let snapshot = try hash(file, isCancelled) {
        remember(snapshot)
        return snapshot
      }
    }
    throw StoreError(
      code: .fileChanged,
      message: "The file \(file) changes while it is read. Wait until it is complete.")
  }

  private func rememberedDigest(_ stamp: FileStamp) throws(StoreError) -> Digest? {
    try read(.files, Self.place(stamp)) { bytes -> Digest? in
      var reader = ByteReader(bytes)
      guard FileStamp(from: &reader) == stamp else { return nil }
      return reader.digest()
    } ?? nil
  }

  private func remember(_ snapshot: FileSnapshot) {
    guard snapshot.isSettled else { return }
    var writer = ByteWriter()
    snapshot.stamp.encode(into: &writer)
    writer.append(snapshot.digest)
    changes.append(
      .init(table: .files, key: Array(Self.place(snapshot.stamp)), value: writer.bytes))
  }

  /// One entry a file: a new content replaces the old one's.
  private static func place(_ stamp: FileStamp) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { buffer in
      buffer.storeBytes(of: stamp.device, toByteOffset: 0, as: UInt64.self)
      buffer.storeBytes(of: stamp.inode, toByteOffset: 8, as: UInt64.self)
      buffer.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
      buffer.storeBytes(of: 0, toByteOffset: 24, as: UInt64.self)
      return Digest(bytes: UnsafeRawBufferPointer(buffer))
    }
  }

  /// - Returns: `nil` if the file changed meanwhile.
  private func hash(
    _ path: String, _ isCancelled: () -> Bool
  ) throws(StoreError) -> FileSnapshot? {
    // A file that was changed a moment ago could change once more while it is read, and look the
    // same before and after.
    guard let before = FileStamp.settled(path: path) else {
      throw StoreError(
        code: .unreadableFile,
        message: "The file \(path) is missing or is not a regular file.")
    }
    let isSettled = !before.isRacy()
    let digest: Digest
    do throws(StoreError) {
      digest = try FileHasher.digest(ofFile: path, isCancelled: isCancelled)
    } catch  where error.code != .cancelled {
      throw StoreError(code: .unreadableFile, message: error.message)
    }
    guard FileStamp(path: path) == before else { return nil }
    return FileSnapshot(digest: digest, stamp: before, isSettled: isSettled)
  }
}

/// Hashes whole files.
enum FileHasher {
  static func digest(
    ofFile path: String, isCancelled: () -> Bool = { false }
  ) throws(StoreError) -> Digest {
    let file = try Descriptor(opening: path, O_RDONLY, action: "Cannot read")
    let hasher = SHA256()
    let size = try hasher.update(readingFrom: file.raw) { () throws(StoreError) in
      if isCancelled() { throw StoreError(code: .cancelled, message: "The build was cancelled.") }
    }
    guard size != nil else { throw StoreError.system("Cannot read", path) }
    return hasher.finish()
  }
}
