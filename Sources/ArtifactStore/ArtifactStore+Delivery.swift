public import BuildGraph
internal import CGlibc
internal import Glibc

extension ArtifactStore {
  /// Whether a file holds an artifact already.
  ///
  /// One `stat` answers if the file is as it was when it was delivered. A file that is not, but
  /// has the right size, is hashed.
  public func isDelivered(
    _ digest: Digest, size: Int64, at file: String
  ) throws(StoreError) -> Bool {
    guard let stamp = FileStamp(path: file), stamp.size == size else { return false }
    let known = try read(.deliveries, Self.name(file)) { bytes in
      var reader = ByteReader(bytes)
      return FileStamp(from: &reader) == stamp && reader.digest() == digest
    }
    if known == true { return true }
    // An unreadable file is replaced like one that differs.
    guard let content = try? FileHasher.digest(ofFile: file), content == digest,
      FileStamp(path: file) == stamp
    else { return false }
    noteDelivery(digest, stamp, file)
    return true
  }

  /// Removes what processes that are gone have left beside outputs on the way to their places.
  public func sweepDrafts(of files: [String]) {
    let outputs = Dictionary(grouping: files.map(Self.parts), by: \.folder)
    for (folder, parts) in outputs { Draft.sweep(for: parts.map(\.name), in: folder) }
  }

  private static func parts(of file: String) -> (folder: String, name: String) {
    guard let slash = file.lastIndex(of: "/") else { return (".", file) }
    return (
      slash == file.startIndex ? "/" : String(file[..<slash]),
      String(file[file.index(after: slash)...])
    )
  }

  /// Places an artifact where the user wants it.
  ///
  /// By reflink where the file system can, else by copying; never by a hard link, through which
  /// an editor could write into the store. The file appears whole or not at all, with the
  /// permissions of a new file. Folders are made as needed. What is in the place is replaced,
  /// unless it is a folder.
  ///
  /// - Returns: What the file is now, for ``noteDeliveries(_:)``; `nil` if it was changed as soon as
  ///   it was there.
  /// - Throws: ``StoreError``: `damagedArtifact` if the artifact is not there in the right size,
  ///   `noSpace`, `notWritable`. Nothing is left beside the place then.
  @discardableResult
  public func deliver(
    _ digest: Digest, size: Int64, to file: String
  ) throws(StoreError) -> FileStamp? {
    let source = try Descriptor(
      opening: blobPath(digest), O_RDONLY, action: "Cannot read the artifact")
    guard let status = source.status(), Int64(status.st_size) == size else {
      throw StoreError(
        code: .damagedArtifact,
        message: "The artifact \(blobPath(digest)) does not have its \(size) bytes.")
    }
    let (folder, name) = Self.parts(of: file)
    try createFolders(folder)
    let draft = try Draft(for: name, in: folder)
    try Self.fill(draft, from: source, size: size)
    // From the rename on others can write into the file. They cannot without changing its time,
    // once the moment of the last own change is over.
    let before = FileStamp.settled(path: draft.path)
    try draft.rename(to: file)
    let after = draft.content.status().map(FileStamp.init)
    try synchronizeFolder(folder)
    guard let before, let after, before.modified == after.modified, after.size == size else {
      return nil
    }
    return after
  }

  /// Notes, for the next ``flush()``, what ``deliver(_:size:to:)`` has placed, so that
  /// ``isDelivered(_:size:at:)`` can tell by `stat`.
  ///
  /// Waits a few milliseconds, until a later change of the files would have a later time.
  public func noteDeliveries(_ deliveries: [(file: String, digest: Digest, stamp: FileStamp)]) {
    for (file, digest, stamp) in deliveries where FileStamp.settled(path: file) == stamp {
      noteDelivery(digest, stamp, file)
    }
  }

  private func noteDelivery(_ digest: Digest, _ stamp: FileStamp, _ file: String) {
    if stamp.isRacy() { return }
    var writer = ByteWriter()
    stamp.encode(into: &writer)
    writer.append(digest)
    writer.append(file)
    changes.append(
      .init(table: .deliveries, key: Array(Self.name(file)), value: writer.bytes))
  }

  /// Whether a record of a delivery still speaks of the file at its path.
  static func isDeliveryCurrent(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var reader = ByteReader(bytes)
    guard let stamp = FileStamp(from: &reader), reader.digest() != nil, let file = reader.text()
    else { return false }
    return FileStamp(path: file) == stamp
  }

  private static func fill(
    _ draft: borrowing Draft, from source: borrowing Descriptor, size: Int64
  ) throws(StoreError) {
    if ioctl(draft.content.raw, fileClone, source.raw) != 0 {
      try copy(from: source, to: draft.content, draft.path)
    }
    guard let status = draft.content.status(), Int64(status.st_size) == size,
      fsync(draft.content.raw) == 0
    else { throw StoreError.system("Cannot write the output", draft.path) }
  }

  // FICLONE, that is _IOW(0x94, 9, int), which Swift cannot read from the header.
  private static let fileClone: UInt = 0x4004_9409

  // Through memory: Glibc's module for Swift does not show `copy_file_range`, and what that does
  // better, sharing blocks, the clone above has tried.
  private static func copy(
    from source: borrowing Descriptor, to target: borrowing Descriptor, _ path: String
  ) throws(StoreError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var written = 0
    while true {
      let count = try source.read(into: buffer, from: path)
      if count == 0 { return }
      try target.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: path)
      // The disk writes while the next piece is copied.
      reel_begin_writing(target.raw, written, count)
      written += count
    }
  }
}
