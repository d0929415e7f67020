/// H.264's byte stream: units behind start codes.
enum AnnexB {
  private static let supplementalInformation: UInt8 = 6

  /// Where the next start code of three bytes begins.
  static func startCode(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var place = start
    while place + 2 < bytes.count {
      if bytes[place + 2] > 1 {
        place += 3
      } else if bytes[place] == 0, bytes[place + 1] == 0, bytes[place + 2] == 1 {
        return place
      } else {
        place += 1
      }
    }
    return nil
  }

  /// The stream without supplemental information, such as the encoder's name and settings.
  static func withoutSupplements(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var starts: [(code: Int, unit: Int)] = []
    var place = 0
    while let found = startCode(in: bytes, from: place), found + 3 < bytes.count {
      // The zero before a start code belongs to it.
      let code = found > 0 && bytes[found - 1] == 0 ? found - 1 : found
      starts.append((code, found + 3))
      place = found + 3
    }
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1].code : bytes.count
      if bytes[start.unit] & 31 != supplementalInformation {
        result.append(contentsOf: bytes[start.code..<end])
      }
    }
    return result
  }
}
