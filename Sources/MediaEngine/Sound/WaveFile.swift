/// A WAV file with sound at 48 kHz: one or two channels, 16-bit integers or 32-bit floats.
///
/// For files that ``WaveFileWriter`` and the speech stage write, of which nobody takes away
/// anything while they are open. May be used by several threads.
public final class WaveFile: Sendable {
  enum Encoding {
    case int16
    case float32

    var bytes: Int { self == .int16 ? 2 : 4 }
  }

  public let path: String
  /// 1 or 2.
  public let channels: Int
  /// Length of each channel.
  public let samples: Int

  let encoding: Encoding
  private let file: MappedFile
  /// Where the first sample lies in the file.
  private let offset: Int

  /// - Throws: ``MediaError`` with the code `unreadable`, or `invalid-media` if the file is not
  ///   as described or ends before its last sample.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    guard let layout = try? Layout(file.bytes) else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is no complete WAV file at 48 kHz; remove it from the store.")
    }
    channels = layout.channels
    encoding = layout.encoding
    offset = layout.offset
    samples = layout.bytes / (layout.channels * layout.encoding.bytes)
  }

  /// Reads samples as stereo: both channels of a mono file are the same.
  ///
  /// - Parameters:
  ///   - range: Within the file's samples.
  ///   - body: Is called for each sample in order with its place in the range, left and right;
  ///     full scale is 1.
  @inline(__always)
  func forEach(in range: Range<Int>, _ body: (_ index: Int, _ left: Float, _ right: Float) -> Void)
  {
    precondition(range.lowerBound >= 0 && range.upperBound <= samples)
    let stride = channels * encoding.bytes
    let second = channels == 2 ? encoding.bytes : 0
    guard !range.isEmpty else { return }
    withExtendedLifetime(file) {
      let start = file.bytes.baseAddress! + offset + range.lowerBound * stride
      switch encoding {
      case .int16:
        let scale: Float = 1 / 32768
        for index in 0..<range.count {
          let place = start + index * stride
          let left = Int16(littleEndian: place.loadUnaligned(as: Int16.self))
          let right = Int16(littleEndian: (place + second).loadUnaligned(as: Int16.self))
          body(index, Float(left) * scale, Float(right) * scale)
        }
      case .float32:
        for index in 0..<range.count {
          let place = start + index * stride
          body(
            index, place.loadUnaligned(as: Float.self),
            (place + second).loadUnaligned(as: Float.self))
        }
      }
    }
  }

  /// The range's samples, left and right in turn.
  public func stereo(_ range: Range<Int>) -> [Float] {
    var result = [Float](repeating: 0, count: range.count * 2)
    result.withUnsafeMutableBufferPointer { result in
      forEach(in: range) { index, left, right in
        result[2 * index] = left
        result[2 * index + 1] = right
      }
    }
    return result
  }
}

extension WaveFile {
  /// What the chunks before the samples say.
  private struct Layout {
    var encoding: Encoding
    var channels: Int
    var offset: Int
    var bytes: Int

    init?(_ file: UnsafeRawBufferPointer) throws(ByteReader.Failure) {
      var reader = ByteReader(file)
      guard try reader.readTag() == "RIFF" else { return nil }
      _ = try reader.read(UInt32.self)
      guard try reader.readTag() == "WAVE" else { return nil }
      var format: (encoding: Encoding, channels: Int)?
      while true {
        let tag = try reader.readTag()
        let size = Int(try reader.read(UInt32.self))
        if tag == "data" {
          guard let format, size % (format.channels * format.encoding.bytes) == 0,
            file.count - reader.offset >= size
          else { return nil }
          encoding = format.encoding
          channels = format.channels
          offset = reader.offset
          bytes = size
          return
        }
        // Chunks begin at even places.
        let chunk = try reader.read(count: size + size % 2)
        if tag == "fmt " {
          format = try Self.format(ByteReader(chunk))
          if format == nil { return nil }
        }
      }
    }

    private static func format(
      _ chunk: ByteReader
    ) throws(ByteReader.Failure) -> (encoding: Encoding, channels: Int)? {
      var reader = chunk
      var kind = try reader.read(UInt16.self)
      let channels = Int(try reader.read(UInt16.self))
      let rate = Int(try reader.read(UInt32.self))
      _ = try reader.read(count: 6)
      let bits = try reader.read(UInt16.self)
      if kind == 0xFFFE {
        // The extensible form: the kind begins the subformat's identifier.
        _ = try reader.read(count: 8)
        kind = try reader.read(UInt16.self)
      }
      guard rate == SoundFormat.sampleRate, channels == 1 || channels == 2 else { return nil }
      switch (kind, bits) {
      case (1, 16): return (.int16, channels)
      case (3, 32): return (.float32, channels)
      default: return nil
      }
    }
  }
}

extension ByteReader {
  fileprivate mutating func readTag() throws(Failure) -> String {
    String(decoding: try read(count: 4), as: UTF8.self)
  }
}
