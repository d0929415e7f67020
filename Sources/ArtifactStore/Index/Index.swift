internal import CLMDB
internal import Glibc

/// The store's index: ordered tables of bytes to bytes, in one memory-mapped file that several
/// processes share.
///
/// A change is on disk when ``apply(_:)`` returns, but a power failure may undo the last few; the
/// file stays sound. Not for use by two threads at once.
///
/// Whatever the file holds, it is read without harm: records through ``IndexTree``, which
/// believes no page, and changes only after ``check()`` has passed. Records that their seal does
/// not fit count as missing.
///
/// The corresponding C library is LMDB.
final class Index {
  /// Raw values are the persisted names.
  enum Table: String, CaseIterable {
    case actions, keys, labels, files, memos, stages, deliveries, properties

    /// Persisted in the seals of records.
    var number: Int {
      switch self {
      case .actions: 0
      case .keys: 1
      case .labels: 2
      case .files: 3
      case .memos: 4
      case .stages: 5
      case .deliveries: 6
      case .properties: 7
      }
    }
  }

  struct Change {
    var table: Table
    var key: [UInt8]
    /// `nil` removes the key.
    var value: [UInt8]?
  }

  private let environment: OpaquePointer
  // A read transaction is renewed for each look-up rather than begun: that does not allocate.
  // It is held open no longer, since an open one keeps writers from using pages again.
  private let reader: OpaquePointer
  private let map: IndexMap
  private let locks: IndexLocks
  /// The tables as the last reading found them.
  private var snapshot: Snapshot?
  /// LMDB's handles, once the file has been checked.
  private var handles: [MDB_dbi]?

  private struct Snapshot {
    var header: IndexHeader
    /// By the tables' numbers.
    var roots: [IndexTree.Root?]
  }

  /// The version of the tables and their records. It is in the seal of each record as well.
  static let version = Array("2".utf8)

  /// Address space, not disk or memory: the file grows as it is filled.
  static let capacity = 16 << 30

  /// - Parameter path: An existing folder that holds the index or nothing.
  init(path: String) throws(Failure) {
    let file = "\(path)/data.mdb"
    try IndexHeader.check(file: file, capacity: Self.capacity)
    var opened: OpaquePointer?
    try Failure.check(mdb_env_create(&opened))
    guard let environment = opened else { throw Failure(number: ENOMEM) }
    do throws(Failure) {
      try Failure.check(mdb_env_set_maxdbs(environment, MDB_dbi(Table.allCases.count)))
      try Failure.check(mdb_env_set_mapsize(environment, Self.capacity))
      try IndexLocks.reserve("\(path)/lock.mdb", environment)
      let flags = UInt32(MDB_NOTLS | MDB_NOMETASYNC)
      try Failure.check(mdb_env_open(environment, path, flags, 0o644))
      // LMDB leaves this descriptor open across exec, for its own copying tool; workers must not
      // get it.
      var raw: mdb_filehandle_t = -1
      if mdb_env_get_fd(environment, &raw) == MDB_SUCCESS { _ = fcntl(raw, F_SETFD, FD_CLOEXEC) }
      let map = try IndexMap(path: file, capacity: Self.capacity)
      let locks = try IndexLocks(folder: path, file: file)
      let reader = try Self.beginReading(environment, locks)
      mdb_txn_reset(reader)
      self.environment = environment
      self.reader = reader
      self.map = map
      self.locks = locks
    } catch {
      mdb_env_close(environment)
      throw error
    }
  }

  deinit {
    mdb_txn_abort(reader)
    mdb_env_close(environment)
  }

  /// Calls `body` with the value of a key. The bytes are gone when `body` returns.
  func read<Result>(
    _ table: Table, _ key: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(Failure) -> Result? {
    try Failure.check(mdb_txn_renew(reader))
    defer { mdb_txn_reset(reader) }
    guard let root = try current(reader).roots[table.number],
      let record = try IndexTree(map: map, root: root).value(of: key),
      let value = RecordSeal.open(record, table, key: key)
    else { return nil }
    return body(value)
  }

  /// The same for a key in an array.
  func read<Result>(
    _ table: Table, _ key: [UInt8], _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(Failure) -> Result? {
    // `withUnsafeBytes` does not carry a typed error through.
    var failure: Failure?
    let result = key.withUnsafeBytes { bytes in
      do throws(Failure) { return try read(table, bytes, body) } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    return result
  }

  /// Calls `body` with every key and value of a table, in order, from one moment's state.
  ///
  /// - Throws: ``Failure`` that is damage, perhaps after some calls of `body`, unless ``check()``
  ///   has passed before.
  func forEach(
    _ table: Table, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(Failure) {
    try withTransaction { transaction throws(Failure) in
      guard let root = try current(transaction).roots[table.number] else { return }
      try IndexTree(map: map, root: root).forEach { key, record in
        if let value = RecordSeal.open(record, table, key: key) { body(key, value) }
      }
    }
  }

  /// The keys of a table whose records their seals do not fit.
  func brokenKeys(_ table: Table) throws(Failure) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    try withTransaction { transaction throws(Failure) in
      guard let root = try current(transaction).roots[table.number] else { return }
      try IndexTree(map: map, root: root).forEach { key, record in
        if RecordSeal.open(record, table, key: key) == nil { keys.append([UInt8](key)) }
      }
    }
    return keys
  }

  /// Whether nothing at all is in the file.
  func isEmpty() throws(Failure) -> Bool {
    var isEmpty = true
    try withTransaction { transaction throws(Failure) in
      isEmpty = try current(transaction).header.main.page == nil
    }
    return isEmpty
  }

  /// Makes all changes, or none, in one transaction. Waits while another process writes.
  func apply(_ changes: [Change]) throws(Failure) {
    if changes.isEmpty { return }
    let handles = try prepareForWriting()
    try locks.whileWriting { () throws(Failure) in
      var transaction: OpaquePointer?
      try Failure.check(mdb_txn_begin(environment, nil, 0, &transaction))
      for change in changes {
        let status = put(change, handles[change.table.number], transaction)
        if status != MDB_SUCCESS && !(change.value == nil && status == MDB_NOTFOUND) {
          mdb_txn_abort(transaction)
          throw Failure(number: status)
        }
      }
      try Failure.check(mdb_txn_commit(transaction))
    }
  }

  /// The file, by device and inode.
  var identity: FileIdentity? { map.identity }

  /// Looks at the structure of the whole file; see ``IndexCheck``.
  ///
  /// - Returns: Bytes of the file, and how many of these nothing uses.
  @discardableResult
  func check() throws(Failure) -> (bytes: Int64, freeBytes: Int64) {
    var free: Int64 = 0
    var used: Int64 = 0
    try withTransaction { transaction throws(Failure) in
      let header = try current(transaction).header
      var check = try IndexCheck(map, header)
      try check.run(tables: Set(Table.allCases.map(\.rawValue)))
      used = Int64(header.lastPage + 1)
      free = Int64(check.freePages)
    }
    let pages = max(used, Int64(map.pageCount))
    return (pages * Int64(map.pageSize), (free + pages - used) * Int64(map.pageSize))
  }

  /// Writes the pages in use into a new file, which is pushed to the disk.
  ///
  /// - Parameter folder: An existing, empty folder.
  func copyCompacted(to folder: String) throws(Failure) {
    _ = try prepareForWriting()
    // Reads in a transaction of its own.
    try locks.whileEntering { () throws(Failure) in
      try Failure.check(mdb_env_copy2(environment, folder, UInt32(MDB_CP_COMPACT)))
    }
  }

  private func withTransaction(
    _ body: (OpaquePointer) throws(Failure) -> Void
  ) throws(Failure) {
    // A transaction of its own: `body` may look things up.
    let transaction = try Self.beginReading(environment, locks)
    defer { mdb_txn_abort(transaction) }
    try body(transaction)
  }

  private static func beginReading(
    _ environment: OpaquePointer, _ locks: IndexLocks
  ) throws(Failure) -> OpaquePointer {
    var transaction: OpaquePointer?
    try locks.whileEntering { () throws(Failure) in
      try Failure.check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
    }
    guard let transaction else { throw Failure(number: ENOMEM) }
    return transaction
  }

  /// The state that a transaction sees.
  private func current(_ transaction: OpaquePointer) throws(Failure) -> Snapshot {
    if let snapshot, snapshot.header.transaction == UInt64(mdb_txn_id(transaction)) {
      return snapshot
    }
    for _ in 0..<100 {
      let number = UInt64(mdb_txn_id(transaction))
      if let header = try map.header(ofTransaction: number) { return try snapshot(header) }
      // Two transactions later a header is gone, though its pages are kept for the reader.
      mdb_txn_reset(transaction)
      try Failure.check(mdb_txn_renew(transaction))
    }
    throw .damaged
  }

  private func snapshot(_ header: IndexHeader) throws(Failure) -> Snapshot {
    var roots: [IndexTree.Root?] = []
    let main = IndexTree(map: map, root: header.main)
    for table in Table.allCases {
      var name = table.rawValue
      var root: IndexTree.Root?
      var failure: Failure?
      name.withUTF8 { bytes in
        do throws(Failure) {
          guard let record = try main.value(of: UnsafeRawBufferPointer(bytes)) else { return }
          root = IndexTree.Root(record)
          if root == nil { failure = .damaged }
        } catch { failure = error }
      }
      if let failure { throw failure }
      roots.append(root)
    }
    let snapshot = Snapshot(header: header, roots: roots)
    self.snapshot = snapshot
    return snapshot
  }

  /// Checks the file and opens LMDB's tables, once.
  private func prepareForWriting() throws(Failure) -> [MDB_dbi] {
    if let handles { return handles }
    // Readers that were killed keep pages from being used again.
    try locks.whileEntering { () throws(Failure) in
      var dead: Int32 = 0
      try Failure.check(mdb_reader_check(environment, &dead))
    }
    try check()
    let handles = try locks.whileWriting(openTables)
    self.handles = handles
    return handles
  }

  private func openTables() throws(Failure) -> [MDB_dbi] {
    var transaction: OpaquePointer?
    try Failure.check(mdb_txn_begin(environment, nil, 0, &transaction))
    var handles: [MDB_dbi] = []
    for table in Table.allCases {
      var handle: MDB_dbi = 0
      let status = mdb_dbi_open(transaction, table.rawValue, UInt32(MDB_CREATE), &handle)
      if status != MDB_SUCCESS {
        mdb_txn_abort(transaction)
        throw Failure(number: status)
      }
      handles.append(handle)
    }
    // Commits nothing, and so does not touch the disk, when the tables were there.
    try Failure.check(mdb_txn_commit(transaction))
    return handles
  }

  private func put(_ change: Change, _ handle: MDB_dbi, _ transaction: OpaquePointer?) -> Int32 {
    change.key.withUnsafeBytes { keyBytes in
      var key = Self.value(keyBytes)
      guard let value = change.value else { return mdb_del(transaction, handle, &key, nil) }
      return RecordSeal.sealed(value, change.table, key: change.key).withUnsafeBytes {
        var value = Self.value($0)
        return mdb_put(transaction, handle, &key, &value, 0)
      }
    }
  }

  private static func value(_ bytes: UnsafeRawBufferPointer) -> MDB_val {
    MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }
}
