internal import CLMDB
internal import Glibc

extension Index {
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
    var isOtherFormat: Bool { number == MDB_INCOMPATIBLE }
    /// The file's pages contradict each other.
    static let damaged = Failure(number: MDB_CORRUPTED)

    static func check(_ status: Int32) throws(Failure) {
      if status != MDB_SUCCESS { throw Failure(number: status) }
    }
  }
}
