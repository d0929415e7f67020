internal import Glibc

/// The pages of an index file, mapped for reading.
///
/// LMDB trusts every page that it reads, and a damaged one can end the process. So the index is
/// read through this map, which believes nothing, and LMDB sees its pages only after
/// ``IndexCheck`` has.
final class IndexMap {
  let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
  private let file: Int32
  private let base: UnsafeMutableRawPointer
  private let capacity: Int
  /// Bytes that the file is known to have. It only grows.
  private var length = 0

  /// - Parameter capacity: Bytes of address space to set aside, so that the map need not move when
  ///   the file grows.
  init(path: String, capacity: Int) throws(Index.Failure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Index.Failure(number: errno) }
    let base = mmap(nil, capacity, PROT_READ, MAP_SHARED, file, 0)
    guard let base, base != MAP_FAILED else {
      let number = errno
      close(file)
      throw Index.Failure(number: number)
    }
    self.file = file
    self.base = base
    self.capacity = capacity
  }

  deinit {
    munmap(base, capacity)
    close(file)
  }

  /// Which file this is, wherever it has been moved.
  var identity: FileIdentity? {
    var status = stat()
    return fstat(file, &status) == 0 ? FileIdentity(status) : nil
  }

  /// Pages in the file now.
  var pageCount: Int {
    measure()
    return length / pageSize
  }

  /// The bytes of some pages that follow one another.
  func pages(_ number: UInt64, count: Int = 1) throws(Index.Failure) -> UnsafeRawBufferPointer {
    guard number < UInt64(capacity / pageSize), count <= capacity / pageSize else {
      throw .damaged
    }
    let (begin, size) = (Int(number) * pageSize, count * pageSize)
    if begin + size > length {
      measure()
      guard begin + size <= length else { throw .damaged }
    }
    return UnsafeRawBufferPointer(start: base + begin, count: size)
  }

  private func measure() {
    var status = stat()
    if fstat(file, &status) == 0 { length = min(Int(status.st_size), capacity) }
  }

  /// The header of a transaction, or `nil` if a later one has taken its page.
  func header(ofTransaction number: UInt64) throws(Index.Failure) -> IndexHeader? {
    let page = Int(number & 1)
    guard let header = IndexHeader(try pages(UInt64(page)), page: page, pageSize: pageSize) else {
      throw .damaged
    }
    return header.transaction == number ? header : nil
  }
}
