/// Collects encoded packets and writes them as a ``PacketFile``.
///
/// Packets are kept in memory until ``write(to:header:)``: a segment is a few megabytes, and its
/// global headers are known only once the encoder has been opened.
public struct PacketFileWriter: Sendable {
  public private(set) var packets: [PacketFile.Packet] = []
  private var payload: [UInt8] = []

  public init() {}

  /// Appends a packet in decoding order. Times are in the header's time base.
  public mutating func append(
    _ bytes: some Collection<UInt8>, presentation: Int, duration: Int, isKey: Bool
  ) {
    packets.append(
      .init(size: bytes.count, presentation: presentation, duration: duration, isKey: isKey))
    payload.append(contentsOf: bytes)
  }

  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func write(to path: String, header: PacketFile.Header) throws {
    var writer = ByteWriter()
    writer.append(raw: PacketFile.magic)
    writer.append(PacketFile.version)
    header.write(to: &writer)
    writer.append(UInt32(packets.count))
    for packet in packets {
      writer.append(UInt32(packet.size))
      writer.append(Int32(packet.presentation))
      writer.append(Int32(packet.duration))
      writer.append(UInt32(packet.isKey ? 1 : 0))
    }
    let file = try OutputFile(path: path)
    try file.write(writer.bytes)
    try file.write(payload)
    try file.close()
  }
}
