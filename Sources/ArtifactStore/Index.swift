internal import CLMDB
internal import Glibc

/// The store's index: ordered tables of bytes to bytes, in one memory-mapped file that several
/// processes share.
///
/// A change is on disk when ``apply(_:)`` returns, but a power failure may undo the last few; the
/// file stays sound. Not for use by two threads at once.
///
/// The corresponding C library is LMDB.
final class Index {
  /// Raw values are the persisted names.
  enum Table: String, CaseIterable {
    case actions, keys, labels, files, memos, stages, deliveries, properties
  }

  struct Change {
    var table: Table
    var key: [UInt8]
    /// `nil` removes the key.
    var value: [UInt8]?
  }

  /// An error of LMDB or of the system, by its number.
  struct Failure: Error {
    var number: Int32
    var message: String { String(cString: mdb_strerror(number)) }

    /// Whether the file itself is at fault, so that a new one would do.
    var isDamage: Bool {
      switch number {
      case MDB_INVALID, MDB_VERSION_MISMATCH, MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_PANIC,
        MDB_INCOMPATIBLE, MDB_BAD_VALSIZE, MDB_BAD_TXN:
        true
      default: false
      }
    }

    /// The file is sound but holds records of another program version.
    static let otherFormat = Failure(number: MDB_INCOMPATIBLE)

    static func check(_ status: Int32) throws(Failure) {
      if status != MDB_SUCCESS { throw Failure(number: status) }
    }
  }

  private let environment: OpaquePointer
  private let tables: [Table: MDB_dbi]
  // A read transaction is renewed for each look-up rather than begun: that does not allocate.
  // It is held open no longer, since an open one keeps writers from using pages again.
  private let reader: OpaquePointer

  // Address space, not disk or memory: the file grows as it is filled.
  private static let capacity = 16 << 30

  /// - Parameter path: An existing folder that holds the index or nothing.
  init(path: String) throws(Failure) {
    try Self.refuseTruncated(path)
    var opened: OpaquePointer?
    try Failure.check(mdb_env_create(&opened))
    guard let environment = opened else { throw Failure(number: ENOMEM) }
    do throws(Failure) {
      try Failure.check(mdb_env_set_maxdbs(environment, MDB_dbi(Table.allCases.count)))
      try Failure.check(mdb_env_set_mapsize(environment, Self.capacity))
      let flags = UInt32(MDB_NOTLS | MDB_NOMETASYNC)
      try Failure.check(mdb_env_open(environment, path, flags, 0o644))
      // LMDB leaves this descriptor open across exec, for its own copying tool; workers must not
      // get it.
      var file: mdb_filehandle_t = -1
      if mdb_env_get_fd(environment, &file) == MDB_SUCCESS { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
      var transaction: OpaquePointer?
      try Failure.check(mdb_txn_begin(environment, nil, 0, &transaction))
      var tables: [Table: MDB_dbi] = [:]
      for table in Table.allCases {
        var handle: MDB_dbi = 0
        let status = mdb_dbi_open(transaction, table.rawValue, UInt32(MDB_CREATE), &handle)
        if status != MDB_SUCCESS {
          mdb_txn_abort(transaction)
          throw Failure(number: status)
        }
        tables[table] = handle
      }
      // Commits nothing, and so does not touch the disk, when the tables were there.
      try Failure.check(mdb_txn_commit(transaction))
      var reader: OpaquePointer?
      try Failure.check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &reader))
      guard let reader else { throw Failure(number: ENOMEM) }
      mdb_txn_reset(reader)
      self.environment = environment
      self.tables = tables
      self.reader = reader
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
    var name = Self.value(key)
    var found = MDB_val()
    let status = mdb_get(reader, handle(table), &name, &found)
    if status == MDB_NOTFOUND { return nil }
    try Failure.check(status)
    return body(UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size))
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
  func forEach(
    _ table: Table, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(Failure) {
    // A transaction of its own: `body` may look things up.
    var transaction: OpaquePointer?
    try Failure.check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
    defer { mdb_txn_abort(transaction) }
    var cursor: OpaquePointer?
    try Failure.check(mdb_cursor_open(transaction, handle(table), &cursor))
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    while true {
      let status = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
      if status == MDB_NOTFOUND { return }
      try Failure.check(status)
      body(
        UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size),
        UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
    }
  }

  /// Makes all changes, or none, in one transaction. Waits while another process writes.
  func apply(_ changes: [Change]) throws(Failure) {
    if changes.isEmpty { return }
    var transaction: OpaquePointer?
    try Failure.check(mdb_txn_begin(environment, nil, 0, &transaction))
    for change in changes {
      let status = put(change, in: transaction)
      if status != MDB_SUCCESS && !(change.value == nil && status == MDB_NOTFOUND) {
        mdb_txn_abort(transaction)
        throw Failure(number: status)
      }
    }
    try Failure.check(mdb_txn_commit(transaction))
  }

  private func put(_ change: Change, in transaction: OpaquePointer?) -> Int32 {
    change.key.withUnsafeBytes { keyBytes in
      var key = Self.value(keyBytes)
      guard let value = change.value else {
        return mdb_del(transaction, handle(change.table), &key, nil)
      }
      return value.withUnsafeBytes { valueBytes in
        var value = Self.value(valueBytes)
        return mdb_put(transaction, handle(change.table), &key, &value, 0)
      }
    }
  }

  private func handle(_ table: Table) -> MDB_dbi {
    guard let handle = tables[table] else { preconditionFailure("all tables are opened at once") }
    return handle
  }

  private static func value(_ bytes: UnsafeRawBufferPointer) -> MDB_val {
    MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  /// LMDB maps pages that its header counts. If a file is shorter than that, reading one kills
  /// the process, so the header is read here first.
  private static func refuseTruncated(_ folder: String) throws(Failure) {
    let file = open("\(folder)/data.mdb", O_RDONLY | O_CLOEXEC)
    if file < 0 { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Failure(number: errno) }
    // LMDB treats an empty file as a new one.
    if status.st_size == 0 { return }
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    var header = [UInt8](repeating: 0, count: pageSize + headerBytes)
    let count = header.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    guard count == header.count else { throw Failure(number: MDB_INVALID) }
    // The two header pages take turns; the one with the later transaction is in force.
    let (first, second) = (Header(header, at: 0), Header(header, at: pageSize))
    let last = first.transaction > second.transaction ? first.lastPage : second.lastPage
    guard last < UInt64(capacity / pageSize), (last + 1) * UInt64(pageSize) <= status.st_size
    else { throw Failure(number: MDB_CORRUPTED) }
  }

  private static let headerBytes = 152

  /// The part of LMDB's header page that says how many pages are in use. The layout is that of
  /// LMDB's data format 1 on a 64-bit machine.
  private struct Header {
    let lastPage: UInt64
    let transaction: UInt64

    init(_ bytes: [UInt8], at page: Int) {
      func word(_ offset: Int) -> UInt64 {
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: page + offset, as: UInt64.self) }
      }
      lastPage = word(136)
      transaction = word(144)
    }
  }
}
