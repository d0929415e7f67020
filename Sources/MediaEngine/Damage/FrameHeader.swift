/// The header of a frame of MPEG audio (MP1 to MP3) or of AAC in ADTS.
struct FrameHeader: Equatable {
  enum Kind { case mpeg, adts }

  /// Bytes to the next frame.
  let length: Int
  /// What the frames of a recording have in common: version, layer, sample rate.
  let form: UInt32

  /// Bytes of a header.
  static func size(_ kind: Kind) -> Int { kind == .mpeg ? 4 : 7 }

  /// No frame is shorter.
  static let shortest = 24

  /// - Parameter bytes: The first of a frame, as many as a header has.
  /// - Returns: `nil` if they are none. Frames of a free bit rate do not tell their length, and are none
  ///   here.
  init?(_ kind: Kind, _ bytes: some Collection<UInt8>) {
    guard bytes.count >= Self.size(kind) else { return nil }
    let number = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch kind {
    case .mpeg:
      guard let length = Self.length(mpeg: number) else { return nil }
      self.length = length
      form = number & 0xFFFE_0C00
    case .adts:
      guard number >> 20 == 0xFFF, number >> 17 & 3 == 0, number >> 10 & 15 < 13 else { return nil }
      let rest = bytes.dropFirst(3).prefix(3).reduce(0) { $0 << 8 | Int($1) }
      length = rest >> 5 & 0x1FFF
      guard length >= (number >> 16 & 1 == 1 ? 8 : 10) else { return nil }
      form = number & 0xFFFE_3C00
    }
  }

  private static func length(mpeg number: UInt32) -> Int? {
    let (version, layer) = (Int(number >> 19 & 3), 4 - Int(number >> 17 & 3))
    let (rateIndex, frequency) = (Int(number >> 12 & 15), Int(number >> 10 & 3))
    guard number >> 21 == 0x7FF, version != 1, layer != 4, 1...14 ~= rateIndex, frequency != 3
    else { return nil }
    let isLow = version != 3
    let samples = [44100, 48000, 32000][frequency] / (version == 3 ? 1 : version == 2 ? 2 : 4)
    let kilobits: [Int]
    switch (layer, isLow) {
    case (1, false):
      kilobits = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448]
    case (2, false): kilobits = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    case (3, false): kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    case (1, true): kilobits = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256]
    default: kilobits = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    }
    let bits = kilobits[rateIndex - 1] * 1000
    let padding = Int(number >> 9 & 1)
    switch layer {
    case 1: return (12 * bits / samples + padding) * 4
    case 2: return 144 * bits / samples + padding
    default: return (isLow ? 72 : 144) * bits / samples + padding
    }
  }
}
