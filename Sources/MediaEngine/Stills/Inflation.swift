internal import CZlib

/// Unpacks what zlib or gzip packed.
enum Inflation {
  /// The version of zlib that runs, which libavcodec uses as well.
  static var libraryVersion: String { String(cString: zlibVersion()) }

  /// - Parameter limit: The most bytes that may come out.
  /// - Returns: `nil` if the bytes are damaged, incomplete, or more would come out.
  static func zlib(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    inflated(bytes, limit: limit, windowBits: 15)
  }

  /// The same for the first member of a gzip file.
  static func gzip(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    inflated(bytes, limit: limit, windowBits: 15 + 16)
  }

  /// What the first bytes of a gzip file hold, as far as they go.
  static func gzipStart(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var stream = z_stream()
    guard reel_inflate_start(&stream, 15 + 16) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var input = Array(bytes)
    return input.withUnsafeMutableBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        _ = inflate(&stream, Z_SYNC_FLUSH)
        count = buffer.count - Int(stream.avail_out)
      }
    }
  }

  private static func inflated(
    _ bytes: ArraySlice<UInt8>, limit: Int, windowBits: Int32
  ) -> [UInt8]? {
    var stream = z_stream()
    guard reel_inflate_start(&stream, windowBits) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(bytes)
    var result: [UInt8] = []
    let block = 64 << 10
    var status = Z_OK
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while status == Z_OK, result.count <= limit {
        let piece = [UInt8](unsafeUninitializedCapacity: block) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(block)
          status = inflate(&stream, Z_NO_FLUSH)
          count = block - Int(stream.avail_out)
        }
        result += piece
      }
    }
    return status == Z_STREAM_END && result.count <= limit ? result : nil
  }
}
