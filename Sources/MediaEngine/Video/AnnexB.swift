/// H.264's byte stream: units behind start codes.
enum AnnexB {
  private static let supplementalInformation: UInt8 = 6

  /// The stream without supplemental information, such as the encoder's name and settings.
  static func withoutSupplements(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var starts: [(code: Int, unit: Int)] = []
    var index = 0
    while index + 3 < bytes.count {
      if bytes[index + 2] > 1 {
        index += 3
      } else if bytes[index] == 0, bytes[index + 1] == 0, bytes[index + 2] == 1 {
        // The zero before a start code belongs to it.
        let code = index > 0 && bytes[index - 1] == 0 ? index - 1 : index
        starts.append((code, index + 3))
        index += 3
      } else {
        index += 1
      }
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
