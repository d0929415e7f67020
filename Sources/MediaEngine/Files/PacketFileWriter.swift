/// Collects encoded packets and writes them as a ``PacketFile``.
///
/// A segment's packets are a few megabytes, and are kept in memory until ``write(to:header:)``. Those
/// of a whole programme's sound can be gigabytes: they go to the file as they come.
public struct PacketFileWriter {
  public private(set) var packets: [PacketFile.Packet] = []
  /// Packets that are in no file yet.
  private var payload: [UInt8] = []
  private var stream: OutputFile?
  /// Bytes of packets in ``stream``.
  private var streamed = 0

  /// Bytes that are written at once.
  private static let block = 1 << 20

  /// Keeps all packets until ``write(to:header:)``.
  public init() {}

  /// Writes packets to a file as they come: call ``flush()`` now and then, ``finish(header:)`` at
  /// the end.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public init(streamingTo path: String) throws {
    stream = try OutputFile(path: path)
    // Where the table begins is not known yet.
    try stream?.write(Self.head(table: 0))
  }

  /// Appends a packet in decoding order. Times are in the header's time base.
  public mutating func append(
    _ bytes: some Collection<UInt8>, presentation: Int, duration: Int, isKey: Bool
  ) {
    packets.append(
      .init(size: bytes.count, presentation: presentation, duration: duration, isKey: isKey))
    payload.append(contentsOf: bytes)
  }

  /// Writes the packets that wait, if they are many.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public mutating func flush() throws {
    if payload.count >= Self.block { try writePayload() }
  }

  /// Completes the file.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  /// - Precondition: The writer was made with a path.
  public mutating func finish(header: PacketFile.Header) throws {
    try writePayload()
    try stream!.write(table(header))
    try stream!.overwrite(Self.head(table: PacketFile.headSize + streamed), at: 0)
    try stream!.close()
  }

  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func write(to path: String, header: PacketFile.Header) throws {
    let file = try OutputFile(path: path)
    try file.write(Self.head(table: PacketFile.headSize + payload.count))
    try file.write(payload)
    try file.write(table(header))
    try file.close()
  }

  private mutating func writePayload() throws {
    try stream?.write(payload)
    streamed += payload.count
    payload.removeAll(keepingCapacity: true)
  }

  private static func head(table: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(raw: PacketFile.magic)
    writer.append(PacketFile.version)
    writer.append(Int64(table))
    return writer.bytes
  }

  private func table(_ header: PacketFile.Header) -> [UInt8] {
    var writer = ByteWriter()
    header.write(to: &writer)
    writer.append(UInt32(packets.count))
    for packet in packets {
      writer.append(UInt32(packet.size))
      writer.append(Int64(packet.presentation))
      writer.append(Int32(packet.duration))
      writer.append(UInt32(packet.isKey ? 1 : 0))
    }
    return writer.bytes
  }
}
