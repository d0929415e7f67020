/// Finds the orientation in EXIF data, which is laid out as a TIFF file is.
///
/// Cameras write anything: what cannot be understood is no orientation, never an error.
enum EXIFOrientation {
  /// - Parameter bytes: The TIFF header and what follows, with or without `Exif\0\0` before it.
  /// - Returns: `nil` if there is no orientation, or none of the eight.
  static func orientation(in bytes: some Sequence<UInt8>) -> Orientation? {
    var bytes = Array(bytes)
    if bytes.starts(with: marker) { bytes.removeFirst(marker.count) }
    guard bytes.count >= 8 else { return nil }
    let isLittle: Bool
    switch (bytes[0], bytes[1]) {
    case (0x49, 0x49): isLittle = true
    case (0x4D, 0x4D): isLittle = false
    default: return nil
    }
    func number(_ offset: Int, _ count: Int) -> Int? {
      guard offset >= 0, offset <= bytes.count - count else { return nil }
      let part = bytes[offset..<offset + count]
      return isLittle
        ? part.reversed().reduce(0) { $0 << 8 | Int($1) }
        : part.reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else {
      return nil
    }
    for entry in 0..<count {
      let start = directory + 2 + 12 * entry
      guard let tag = number(start, 2) else { return nil }
      guard tag == orientationTag else { continue }
      // A short number stands in the first two bytes of the value, a long one in all four.
      let isLong = number(start + 2, 2) == 4
      return number(start + 8, isLong ? 4 : 2).flatMap { Orientation(exif: $0) }
    }
    return nil
  }

  private static let marker = Array("Exif\0\0".utf8)
  private static let orientationTag = 0x112
}

extension Orientation {
  /// One of EXIF's eight numbers: where the first row and the first column are to be seen.
  init?(exif number: Int) {
    switch number {
    case 1: self.init()
    case 2: self.init(mirrorsX: true)
    case 3: self.init(mirrorsX: true, mirrorsY: true)
    case 4: self.init(mirrorsY: true)
    case 5: self.init(swapsAxes: true)
    case 6: self.init(swapsAxes: true, mirrorsX: true)
    case 7: self.init(swapsAxes: true, mirrorsX: true, mirrorsY: true)
    case 8: self.init(swapsAxes: true, mirrorsY: true)
    default: return nil
    }
  }
}
