/// Turns samples into 16-bit integers, with dither of a triangular density that is two steps wide.
///
/// The noise is a function of the sample's place, so that the same sound gives the same bytes.
/// Where a sound is exactly silent, it stays so.
struct SampleQuantizer {
  /// The place of the next sample, counted over both channels.
  private var place: UInt64 = 0

  /// - Parameter value: Full scale is 1; what is beyond is clipped.
  mutating func quantize(_ value: Float) -> Int16 {
    place &+= 1
    guard value != 0 else { return 0 }
    let noise = Self.mixed(place)
    // Two numbers from 0 to 65535, whose difference has a triangular density.
    let difference = Int(noise >> 16 & 0xFFFF) - Int(noise & 0xFFFF)
    let scaled = value * 32767 + Float(difference) / 65536
    return Int16(min(max(scaled.rounded(.toNearestOrEven), -32768), 32767))
  }

  /// The finishing steps of SplitMix64: neighbouring places give unrelated numbers.
  private static func mixed(_ place: UInt64) -> UInt64 {
    var value = place &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
