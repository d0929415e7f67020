internal import CFFmpeg
internal import Glibc

/// A regular file that libavformat reads through a descriptor, so that it can open nothing else.
final class FileSource {
  let path: String
  let size: Int
  /// Of the file that is open.
  let identity: FileIdentity
  /// Owned; freed with the source.
  private(set) var context: UnsafeMutablePointer<AVIOContext>?
  private let descriptor: Int32
  /// Bytes that may still be read until ``refill()``.
  private var allowance = 0
  /// Whether the allowance was used up.
  private(set) var isExhausted = false

  /// How many times a file's size may be read before somebody asks for another place in it, and
  /// what may be read of any file. Each jump reads a buffer, so that pictures and sound that lie
  /// far apart are read dozens of times over; a demuxer that a file has caught in a loop reads on
  /// for ever.
  private static let allowedTimes = 256
  private static let allowedBytes = 64 << 20

  private static let bufferSize = 64 << 10

  init(path: String) throws(MediaError) {
    self.path = path
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      Glibc.close(descriptor)
      throw .unreadable(path, number)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      Glibc.close(descriptor)
      throw MediaError(.unreadable, path: path, message: "\(path) is not a regular file.")
    }
    size = Int(status.st_size)
    identity = FileIdentity(status)
    refill()
    guard size > 0 else {
      // All properties are set: `deinit` runs, and closes the descriptor.
      throw MediaError(.notMedia, path: path, message: "\(path) is empty.")
    }
    let buffer = av_malloc(Self.bufferSize)?.assumingMemoryBound(to: UInt8.self)
    context = avio_alloc_context(
      buffer, Int32(Self.bufferSize), 0, Unmanaged.passUnretained(self).toOpaque(),
      { opaque, buffer, count in
        Unmanaged<FileSource>.fromOpaque(opaque!).takeUnretainedValue().read(buffer!, count)
      },
      nil,
      { opaque, offset, whence in
        Unmanaged<FileSource>.fromOpaque(opaque!).takeUnretainedValue().seek(offset, whence)
      })
  }

  deinit {
    if context != nil {
      av_free(context!.pointee.buffer)
      avio_context_free(&context)
    }
    Glibc.close(descriptor)
  }

  /// Whether the file begins as text in UTF-8 or ASCII does.
  var holdsText: Bool {
    let length = min(size, 1024)
    guard let start = try? bytes(at: 0, count: length) else { return false }
    guard start.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) })
    else { return false }
    // The last character may be cut in two.
    return (0...(length < size ? 3 : 0)).contains {
      String(validating: start.dropLast($0), as: UTF8.self) != nil
    }
  }

  /// Lets the file be read as often again.
  func refill() {
    let (product, isTooLarge) = size.multipliedReportingOverflow(by: Self.allowedTimes)
    allowance = isTooLarge ? Int.max : max(product, Self.allowedBytes)
  }

  private func read(_ buffer: UnsafeMutablePointer<UInt8>, _ count: Int32) -> Int32 {
    guard allowance > 0 else {
      isExhausted = true
      return reel_averror(EIO)
    }
    while true {
      let result = Glibc.read(descriptor, buffer, Int(count))
      if result > 0 {
        allowance -= result
        return Int32(result)
      }
      if result == 0 { return reel_averror_eof() }
      if errno != EINTR { return reel_averror(errno) }
    }
  }

  /// Bytes at any place; fewer than asked for at the end of the file. libavformat's own place in
  /// the file stays what it is.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable`.
  func bytes(at offset: Int, count: Int) throws(MediaError) -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let result = pread(
          descriptor, buffer.baseAddress! + filled, wanted - filled, off_t(offset + filled))
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = errno }
        guard result > 0 else { break }
        filled += result
      }
    }
    guard failure == 0 else { throw .unreadable(path, failure) }
    return bytes
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    if whence & AVSEEK_SIZE != 0 { return Int64(size) }
    let result = lseek(descriptor, Int(offset), whence & ~AVSEEK_FORCE)
    return result < 0 ? Int64(reel_averror(errno)) : Int64(result)
  }
}
