internal import Glibc

extension Picture {
  private static let magic = Array("reelpict".utf8)
  private static let version: UInt32 = 1

  /// Writes the picture to a file: a header of 32 bytes (the magic `reelpict`, version, width,
  /// height, 1 if there is alpha; 32 bits each, little-endian), then the planes without padding.
  ///
  /// - Throws: ``MediaError`` with the code `no-space` or `unwritable`.
  public func write(to path: String) throws {
    var header = ByteWriter()
    header.append(raw: Self.magic)
    header.append(Self.version)
    header.append(UInt32(width))
    header.append(UInt32(height))
    header.append(UInt32(hasAlpha ? 1 : 0))
    header.append(UInt64(0))
    let file = try OutputFile(path: path)
    try file.write(header.bytes)
    for plane in planes {
      var packed = [UInt8](repeating: 0, count: plane.width * plane.height)
      packed.withUnsafeMutableBytes { bytes in
        for row in 0..<plane.height {
          memcpy(bytes.baseAddress! + row * plane.width, plane.row(row), plane.width)
        }
      }
      try file.write(packed)
    }
    try file.close()
  }

  /// Reads a file that ``write(to:)`` wrote.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable` or `invalid-media`.
  public convenience init(contentsOf path: String) throws {
    let file = try MappedFile(path: path)
    defer { withExtendedLifetime(file) {} }
    do {
      var reader = ByteReader(file.bytes)
      try reader.check(magic: Self.magic, version: Self.version)
      let width = Int(try reader.read(UInt32.self))
      let height = Int(try reader.read(UInt32.self))
      let hasAlpha = try reader.read(UInt32.self) == 1
      _ = try reader.read(UInt64.self)
      let luma = width * height
      let chroma = ((width + 1) / 2) * ((height + 1) / 2)
      guard (1...32767).contains(width), (1...32767).contains(height),
        file.bytes.count - reader.offset == luma * (hasAlpha ? 2 : 1) + 2 * chroma
      else { throw ByteReader.Failure() }
      self.init(width: width, height: height, hasAlpha: hasAlpha)
      for plane in planes {
        let bytes = try reader.read(count: plane.width * plane.height)
        for row in 0..<plane.height {
          memcpy(plane.row(row), bytes.baseAddress! + row * plane.width, plane.width)
        }
      }
    } catch is ByteReader.Failure {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is no complete picture file; remove it from the store.")
    }
  }
}
