/// A message's bytes with their length before them: four bytes, the highest first.
public enum Frame {
  /// The longest message, in bytes. Bulk data goes through files.
  public static let limit = 64 << 20

  /// - Throws: ``ProtocolError`` with the code `oversizedFrame`.
  public static func encode(_ payload: some Collection<UInt8>) throws(ProtocolError) -> [UInt8] {
    let count = payload.count
    guard count <= limit else { throw oversized(count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + count)
    withUnsafeBytes(of: UInt32(count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: payload)
    return bytes
  }

  fileprivate static func oversized(_ count: Int) -> ProtocolError {
    ProtocolError(
      code: .oversizedFrame,
      message: "It announced a message of \(count) bytes, but none may exceed \(limit).")
  }
}

/// Puts frames together from bytes that arrive in pieces of any size.
public struct FrameReader: Sendable {
  private var buffer: [UInt8] = []
  private var start = 0

  public init() {}

  public mutating func append(_ bytes: some Collection<UInt8>) {
    // What has been taken is dropped here, once for many frames.
    if start > 0 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Takes the next whole frame.
  ///
  /// - Returns: `nil` if there is none yet.
  /// - Throws: ``ProtocolError`` with the code `oversizedFrame`; no later byte can be trusted.
  public mutating func next() throws(ProtocolError) -> [UInt8]? {
    guard buffer.count - start >= 4 else { return nil }
    let count = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    guard count <= Frame.limit else { throw Frame.oversized(count) }
    let end = start + 4 + count
    guard end <= buffer.count else { return nil }
    defer { start = end }
    return Array(buffer[(start + 4)..<end])
  }
}
