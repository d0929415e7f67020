internal import Glibc

/// One of the two header pages of an LMDB file, in data format 1 on a 64-bit machine.
///
/// The two take turns: that of a transaction with an even number is page 0.
struct IndexHeader {
  let transaction: UInt64
  let lastPage: UInt64
  let free: IndexTree.Root
  let main: IndexTree.Root

  /// Where the header ends in its page.
  static let byteCount = 152

  /// - Returns: `nil` unless every field is one that LMDB writes on this machine.
  init?(_ bytes: UnsafeRawBufferPointer, page: Int, pageSize: Int) {
    guard bytes.count >= Self.byteCount else { return nil }
    func word(_ offset: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    func half(_ offset: Int) -> UInt32 {
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
    let isHeaderPage = word(0) == page && bytes[10] == 8 && bytes[11] == 0
    let isFormat1 = half(16) == 0xBEEF_C0DE && half(20) == 1
    // No fixed address; the list of free pages has numbers for keys, the main tree has texts.
    guard isHeaderPage, isFormat1, word(24) == 0, half(40) == pageSize,
      let free = IndexTree.Root(
        UnsafeRawBufferPointer(rebasing: bytes[40..<88]), flags: 8, pad: UInt32(pageSize)),
      let main = IndexTree.Root(UnsafeRawBufferPointer(rebasing: bytes[88..<136]))
    else { return nil }
    self.free = free
    self.main = main
    lastPage = word(136)
    transaction = word(144)
  }

  /// Reads both headers of a file before LMDB does, which believes them.
  ///
  /// A file that does not exist or is empty passes: LMDB makes a new one of it.
  ///
  /// - Parameter capacity: Bytes that a file has at most.
  static func check(file path: String, capacity: Int) throws(Index.Failure) {
    // A header may be read while another process writes it; that is over at once.
    for attempt in 1... {
      do throws(Index.Failure) { return try checkOnce(path, capacity) } catch {
        guard error.isDamage, attempt < 4 else { throw error }
        usleep(2000)
      }
    }
  }

  private static func checkOnce(_ path: String, _ capacity: Int) throws(Index.Failure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 {
      if errno == ENOENT { return }
      throw Index.Failure(number: errno)
    }
    defer { close(file) }
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    var bytes = [UInt8](repeating: 0, count: pageSize + byteCount)
    let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    if count < 0 { throw Index.Failure(number: errno) }
    if count == 0 { return }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Index.Failure(number: errno) }
    let headers = bytes.withUnsafeBytes { bytes in
      [0, 1].compactMap { page in
        IndexHeader(
          UnsafeRawBufferPointer(rebasing: bytes[(page * pageSize)...]), page: page,
          pageSize: pageSize)
      }
    }
    guard count == bytes.count, headers.count == 2 else { throw .damaged }
    let last = headers[0].transaction > headers[1].transaction ? headers[0] : headers[1]
    guard last.lastPage < UInt64(capacity / pageSize),
      Int64(last.lastPage + 1) * Int64(pageSize) <= status.st_size
    else { throw .damaged }
  }
}
