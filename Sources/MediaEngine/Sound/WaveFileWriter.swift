/// Writes a stereo WAV file of 32-bit floats at 48 kHz, piece by piece.
public final class WaveFileWriter {
  private let path: String
  private let output: OutputFile
  /// Length of each channel so far.
  public private(set) var samples = 0

  /// Bytes of one sample of both channels.
  private static let frame = 8
  private static let headerSize = 58
  /// A WAV file tells its length in 32 bits: 3 hours and 6 minutes.
  static let maximumSamples = (Int(UInt32.max) - headerSize) / frame

  /// Creates the file, or empties it.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public init(path: String) throws {
    self.path = path
    output = try OutputFile(path: path)
    try output.write([UInt8](repeating: 0, count: Self.headerSize))
  }

  /// - Parameter stereo: Left and right in turn; full scale is 1.
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`, or `unsupported` if the
  ///   sound is longer than a WAV file can be.
  public func append(_ stereo: UnsafeBufferPointer<Float>) throws {
    samples += stereo.count / 2
    guard samples <= Self.maximumSamples else {
      throw MediaError(
        .unsupported, path: path,
        message: "A sound is longer than 3 hours; cut it into shorter ones.")
    }
    try output.write(UnsafeRawBufferPointer(stereo))
  }

  /// - Parameter stereo: Left and right in turn; full scale is 1.
  /// - Throws: As the other form.
  public func append(_ stereo: [Float]) throws {
    try stereo.withUnsafeBufferPointer { try append($0) }
  }

  /// Writes the header. Without it, the file is no WAV file.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func finish() throws {
    let data = samples * Self.frame
    let rate = SoundFormat.sampleRate
    var header = ByteWriter()
    header.append(raw: "RIFF".utf8)
    header.append(UInt32(Self.headerSize - 8 + data))
    header.append(raw: "WAVEfmt ".utf8)
    header.append(UInt32(18))
    header.append(UInt16(3))
    header.append(UInt16(SoundFormat.channels))
    header.append(UInt32(rate))
    header.append(UInt32(rate * Self.frame))
    header.append(UInt16(Self.frame))
    header.append(UInt16(32))
    header.append(UInt16(0))
    // Every kind but plain integers is to tell its length in samples as well.
    header.append(raw: "fact".utf8)
    header.append(UInt32(4))
    header.append(UInt32(samples))
    header.append(raw: "data".utf8)
    header.append(UInt32(data))
    try output.overwrite(header.bytes, at: 0)
    try output.close()
  }
}
