internal import Glibc

/// Writes WAV files: one channel of 16-bit samples.
enum WaveWriter {
  /// The bytes of a whole file.
  static func bytes(_ samples: [Int16], sampleRate: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44 + samples.count * 2)
    func append<Value: FixedWidthInteger>(_ value: Value) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let size = UInt32(samples.count * 2)
    bytes.append(contentsOf: "RIFF".utf8)
    append(size + 36)
    bytes.append(contentsOf: "WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(1))
    append(UInt32(sampleRate))
    append(UInt32(sampleRate * 2))
    append(UInt16(2))
    append(UInt16(16))
    bytes.append(contentsOf: "data".utf8)
    append(size)
    for sample in samples { append(sample) }
    return bytes
  }

  static func write(_ samples: [Int16], sampleRate: Int, to path: String) throws(SpeechError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure(path) }
    let bytes = bytes(samples, sampleRate: sampleRate)
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + offset, $0.count - offset)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        let error = failure(path)
        close(file)
        throw error
      }
      offset += written
    }
    guard close(file) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> SpeechError {
    let number = errno
    let isFull = number == ENOSPC || number == EDQUOT
    return SpeechError(
      isFull ? .noSpace : .unwritable,
      isFull
        ? "There is no space left for \(path); free some and build again."
        : "\(path) cannot be written; check the folder's permissions.",
      detail: String(cString: strerror(number)))
  }
}
