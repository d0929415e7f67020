public import BuildGraph
internal import Glibc

extension ArtifactStore {
  /// Where an artifact is, if it is there. Read it, never write it.
  public func blobPath(_ digest: Digest) -> String {
    let hex = digest.hex
    return "\(path)/cas/\(hex.prefix(2))/\(hex)"
  }

  /// Whether an artifact is there in the right size.
  public func hasBlob(_ digest: Digest, size: Int64) -> Bool {
    var status = stat()
    return lstat(blobPath(digest), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && Int64(status.st_size) == size
  }

  /// Makes an empty folder for one run, on the file system of the store.
  ///
  /// It goes with ``removeScratch(_:)``, or when the process ends, or when the next one opens
  /// the store.
  public func makeScratch() throws(StoreError) -> String {
    let folder = try currentLease().newPath()
    try createFolders(folder)
    return folder
  }

  /// Removes a folder that ``makeScratch()`` made, with all that is in it.
  public func removeScratch(_ folder: String) { removeTree(folder) }

  /// Removes all of this process's temporary files. Further ones can be made afterwards.
  public func removeAllScratch() { lease = nil }

  /// Moves a finished file from a scratch folder to its place among the artifacts.
  ///
  /// In this order: check the length, fsync, make read-only, rename, fsync the folder. A reader
  /// therefore sees a whole artifact or none, also after a power failure. An artifact that is
  /// there already is replaced: it has the same bytes, unless it was damaged.
  ///
  /// - Parameters:
  ///   - file: On the store's file system. It is gone afterwards.
  ///   - digest: The SHA-256 of its content, which whoever wrote it has computed.
  /// - Throws: ``StoreError`` with the code `damagedArtifact` if the length differs, `noSpace`,
  ///   or another. The file's place is then as it was before.
  public func publish(file: String, digest: Digest, size: Int64) throws(StoreError) {
    let content = try Descriptor(
      opening: file, O_RDONLY | O_NOFOLLOW, action: "Cannot publish the output")
    guard let status = content.status(), status.st_mode & S_IFMT == S_IFREG,
      Int64(status.st_size) == size
    else {
      throw StoreError(
        code: .damagedArtifact,
        message: "The output \(file) is not the file of \(size) bytes that its stage announced.")
    }
    // An error of fsync is final: the kernel may have dropped what it could not write.
    if fsync(content.raw) != 0 { throw StoreError.system("Cannot write the output", file) }
    if fchmod(content.raw, 0o444) != 0 {
      throw StoreError.system("Cannot protect the output", file)
    }
    let place = blobPath(digest)
    let folder = String(place.dropLast(2 * Digest.byteCount + 1))
    if rename(file, place) != 0 {
      switch errno {
      case ENOENT:
        try createFolders(folder)
        try synchronizeFolder("\(path)/cas")
      // Something that is no artifact stands in the place.
      case EISDIR: removeTree(place)
      default: throw StoreError.system("Cannot place the artifact", place)
      }
      guard rename(file, place) == 0 else {
        throw StoreError.system("Cannot place the artifact", place)
      }
    }
    try synchronizeFolder(folder)
  }

  /// Publishes bytes that are at hand, such as the inline content of a lost artifact.
  public func publish(_ bytes: [UInt8], digest: Digest) throws(StoreError) {
    let file = try currentLease().newPath()
    do throws(StoreError) {
      try writeFile(file, bytes)
      try publish(file: file, digest: digest, size: Int64(bytes.count))
    } catch {
      unlink(file)
      throw error
    }
  }

  /// Reads an artifact and deletes it if its content is not what its name says.
  ///
  /// - Returns: Whether it is of no use, because it was damaged or is gone. It then has to be
  ///   made again.
  public func dropIfDamaged(_ digest: Digest) -> Bool {
    let file = blobPath(digest)
    var status = stat()
    guard lstat(file, &status) == 0 else { return errno == ENOENT }
    if status.st_mode & S_IFMT == S_IFREG {
      guard let found = try? FileHasher.digest(ofFile: file), found != digest else { return false }
    }
    removeTree(file)
    // In a folder that forbids it the file stays, and nothing can be made again in its place.
    return lstat(file, &status) != 0
  }

  /// The whole content of a small artifact.
  ///
  /// - Returns: `nil` if it is not there, larger than `limit` bytes, or damaged.
  public func readBlob(_ digest: Digest, size: Int64, limit: Int) -> [UInt8]? {
    guard size <= limit, hasBlob(digest, size: size),
      let bytes = try? readFile(blobPath(digest), limit: Int(size)),
      SHA256.digest(of: bytes) == digest
    else { return nil }
    return bytes
  }

  private func currentLease() throws(StoreError) -> Lease {
    if let lease { return lease }
    let new = try Lease(in: "\(path)/tmp")
    lease = new
    return new
  }
}
