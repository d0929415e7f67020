/// Small pieces of a file, from any place, read in blocks.
///
/// Numbers of more than a byte are big-endian unless their function says otherwise. Reading past
/// the end is an error that names the file.
final class FileBytes {
  let path: String
  let size: Int
  private let source: FileSource
  private var block: [UInt8] = []
  private var blockStart = 0

  private let blockSize: Int

  /// - Parameter blockSize: Bytes that are read at once, at least.
  /// - Throws: ``MediaError`` with the code `unreadable`, or `not-media` if the file is empty.
  init(path: String, blockSize: Int = 64 << 10) throws(MediaError) {
    self.path = path
    self.blockSize = blockSize
    source = try FileSource(path: path)
    size = source.size
  }

  /// - Throws: ``MediaError`` with the code `cut-short` if the file ends before them.
  func bytes(at offset: Int, count: Int) throws(MediaError) -> ArraySlice<UInt8> {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { throw cutShort }
    if offset < blockStart || offset + count > blockStart + block.count {
      block = try source.bytes(at: offset, count: max(count, blockSize))
      blockStart = offset
      guard block.count >= count else { throw cutShort }
    }
    return block[(offset - blockStart)..<(offset - blockStart + count)]
  }

  /// The first bytes, as many as there are.
  func start(count: Int) throws(MediaError) -> ArraySlice<UInt8> {
    try bytes(at: 0, count: min(count, size))
  }

  func byte(at offset: Int) throws(MediaError) -> Int {
    Int(try bytes(at: offset, count: 1).first!)
  }

  func number16(at offset: Int) throws(MediaError) -> Int {
    try bytes(at: offset, count: 2).reduce(0) { $0 << 8 | Int($1) }
  }

  func number32(at offset: Int) throws(MediaError) -> Int {
    try bytes(at: offset, count: 4).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number of up to four bytes, the smallest first.
  func littleEndian(at offset: Int, count: Int) throws(MediaError) -> Int {
    try bytes(at: offset, count: count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  var cutShort: MediaError {
    MediaError(
      .cutShort, path: path, message: "\(path) is cut short: its last bytes are missing.")
  }

  func damaged(_ reason: String) -> MediaError {
    MediaError(.damaged, path: path, message: "\(path) is damaged: \(reason).")
  }
}
