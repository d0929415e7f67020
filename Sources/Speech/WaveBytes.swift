/// WAV files of one channel of 16-bit samples.
enum WaveBytes {
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
}
