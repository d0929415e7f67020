public import FilmVocabulary

/// Encoded packets of one track, as a segment or a chunk of sound is stored until a film is made
/// of them.
///
/// Layout, all numbers little-endian: the magic `reelpack`, version (32 bits), where the header
/// begins (64 bits), the packets' bytes one after another in decoding order, ``Header`` field by
/// field, the number of packets (32 bits), and the table with 20 bytes a packet, to the end of the
/// file. What is known only at the end stands there, so that packets need not be kept for it.
public struct PacketFile: Sendable {
  /// What all packets share.
  public struct Header: Hashable, Sendable {
    /// `h264` or `aac`, as libavcodec names it.
    public var codec: String
    /// The codec's global headers: two files can be joined only if these are equal.
    public var extradata: [UInt8]
    /// Seconds in one unit of ``Packet/presentation`` and ``Packet/duration``.
    public var timeBase: Rational
    /// Pixels; 0 for sound.
    public var width: Int
    /// Pixels; 0 for sound.
    public var height: Int
    /// Samples a second; 0 for pictures.
    public var sampleRate: Int
    /// 0 for pictures.
    public var channels: Int

    public init(
      codec: String, extradata: [UInt8], timeBase: Rational, width: Int = 0, height: Int = 0,
      sampleRate: Int = 0, channels: Int = 0
    ) {
      self.codec = codec
      self.extradata = extradata
      self.timeBase = timeBase
      self.width = width
      self.height = height
      self.sampleRate = sampleRate
      self.channels = channels
    }
  }

  public struct Packet: Hashable, Sendable {
    /// Bytes.
    public var size: Int
    /// When it is shown or heard, in the header's time base, from the start of the file.
    public var presentation: Int
    /// In the header's time base.
    public var duration: Int
    /// Whether decoding can start here.
    public var isKey: Bool

    public init(size: Int, presentation: Int, duration: Int, isKey: Bool) {
      self.size = size
      self.presentation = presentation
      self.duration = duration
      self.isKey = isKey
    }
  }

  public let header: Header
  /// In decoding order.
  public let packets: [Packet]

  private let file: MappedFile
  private let offsets: [Int]

  static let magic = Array("reelpack".utf8)
  static let version: UInt32 = 2
  /// Bytes before the first packet.
  static let headSize = 20
  private static let rowSize = 20

  /// Opens a file and checks that its table agrees with its size.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable`, or `invalid-media` for anything that
  ///   ``PacketFileWriter`` would not write.
  public init(path: String) throws {
    file = try MappedFile(path: path)
    do {
      var reader = ByteReader(file.bytes)
      try reader.check(magic: Self.magic, version: Self.version)
      let place = Int(try reader.read(Int64.self))
      guard place >= Self.headSize else { throw ByteReader.Failure() }
      _ = try reader.read(count: place - Self.headSize)
      header = try Header(from: &reader)
      let count = Int(try reader.read(UInt32.self))
      guard count * Self.rowSize <= file.bytes.count else { throw ByteReader.Failure() }
      var packets: [Packet] = []
      packets.reserveCapacity(count)
      for _ in 0..<count {
        packets.append(
          Packet(
            size: Int(try reader.read(UInt32.self)),
            presentation: Int(try reader.read(Int64.self)),
            duration: Int(try reader.read(Int32.self)),
            isKey: try reader.read(UInt32.self) == 1))
      }
      guard reader.offset == file.bytes.count else { throw ByteReader.Failure() }
      var offset = Self.headSize
      var offsets: [Int] = []
      offsets.reserveCapacity(count)
      for packet in packets {
        offsets.append(offset)
        offset += packet.size
      }
      guard offset == place else { throw ByteReader.Failure() }
      self.packets = packets
      self.offsets = offsets
    } catch is ByteReader.Failure {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is no complete file of packets; remove it from the store.")
    }
  }

  public func withBytes<Result>(
    ofPacket index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let start = offsets[index]
    return try withExtendedLifetime(file) {
      try body(UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + packets[index].size]))
    }
  }
}

extension PacketFile.Header {
  init(from reader: inout ByteReader) throws(ByteReader.Failure) {
    codec = try reader.readText()
    extradata = Array(try reader.read(count: Int(try reader.read(UInt32.self))))
    let numerator = Int(try reader.read(Int32.self))
    let denominator = Int(try reader.read(Int32.self))
    guard numerator > 0, denominator > 0 else { throw ByteReader.Failure() }
    timeBase = Rational(numerator, denominator)
    width = Int(try reader.read(UInt32.self))
    height = Int(try reader.read(UInt32.self))
    sampleRate = Int(try reader.read(UInt32.self))
    channels = Int(try reader.read(UInt32.self))
  }

  func write(to writer: inout ByteWriter) {
    writer.append(text: codec)
    writer.append(UInt32(extradata.count))
    writer.append(raw: extradata)
    writer.append(Int32(timeBase.numerator))
    writer.append(Int32(timeBase.denominator))
    writer.append(UInt32(width))
    writer.append(UInt32(height))
    writer.append(UInt32(sampleRate))
    writer.append(UInt32(channels))
  }
}
