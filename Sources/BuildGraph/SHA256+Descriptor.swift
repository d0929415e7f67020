internal import Glibc

extension SHA256 {
  /// Adds all that can be read from a descriptor, from where it stands to its end.
  ///
  /// - Parameter check: Is called for every megabyte, and may end the work.
  /// - Returns: The number of bytes, or `nil` if reading failed, with the reason in `errno`. What
  ///   was read until then counts still.
  /// - Throws: What `check` throws.
  package func update<Failure: Error>(
    readingFrom descriptor: Int32, check: () throws(Failure) -> Void
  ) throws(Failure) -> Int64? {
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var size: Int64 = 0
    while true {
      try check()
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return size }
      update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      size += Int64(count)
    }
  }
}
