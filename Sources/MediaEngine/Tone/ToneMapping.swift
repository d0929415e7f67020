/// How colours that BT.709 cannot hold become such as it can: light above white is compressed,
/// and what is more colourful than its primaries is cut off.
///
/// In this order: the transfer function is undone, so that 1 stands for 100 nits; the primaries
/// are changed; Hable's curve is applied to the largest of red, green and blue, and all three are
/// scaled alike, which keeps the hue; the inverse of BT.1886 is applied.
struct ToneMapping: Hashable {
  enum Transfer: Hashable {
    /// SMPTE ST 2084: absolute light up to 10,000 nits.
    case pq
    /// ARIB STD-B67 as shown on a screen of 1,000 nits.
    case hlg
    /// The usual transfer function, for wide primaries without high light.
    case standard
  }

  enum Primaries: Hashable {
    case bt709, bt2020, p3
    /// Adobe RGB (1998).
    case adobe
  }

  var transfer: Transfer
  var primaries: Primaries
  /// Of the picture's luma and differences.
  var matrix: ColorMatrix
  /// The brightest light that there is to show, in units of 100 nits.
  var peak: Int

  /// What is taken for the brightest light where the file does not say, as ffmpeg takes it.
  static let usualPeak = 10

  /// From the light that a file says is its brightest.
  ///
  /// - Parameter nits: 0 if the file does not say.
  static func peak(nits: Int) -> Int {
    // Below white nothing would have to be compressed; above 10,000 nothing can be coded.
    nits <= 0 ? usualPeak : max(1, min(100, (nits + 50) / 100))
  }

  /// Red, green and blue of BT.709 with their transfer function, 0…1, from those of the source.
  ///
  /// The definition that ``ToneMapper`` follows with tables.
  func map(_ color: SIMD3<Double>) -> SIMD3<Double> {
    var light = SIMD3(light(color.x), light(color.y), light(color.z))
    if transfer == .hlg { light *= Self.screenGain(Self.luminance(light)) }
    let matrix = primaries.toBT709
    light = matrix.0 * light.x + matrix.1 * light.y + matrix.2 * light.z
    if transfer != .standard { light *= compression(max(light.x, light.y, light.z)) }
    return SIMD3(Self.code(light.x), Self.code(light.y), Self.code(light.z))
  }

  /// The light of a code of 0…1, in units of 100 nits; a share of all for HLG, before the screen's
  /// own curve. Codes beyond are cut off: they stand for no light that a camera meant.
  func light(_ code: Double) -> Double {
    let code = max(0, min(1, code))
    switch transfer {
    case .pq:
      let root = ExactMath.power(code, 32 / 2523.0)
      let share = max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)
      return 100 * ExactMath.power(share, 16384 / 2610.0)
    case .hlg:
      return code <= 0.5
        ? code * code / 3
        : (ExactMath.exponential((code - 0.55991073) / 0.17883277) + 0.28466892) / 12
    case .standard: return ExactMath.power(code, 2.4)
    }
  }

  /// The luminance of light with the primaries of BT.2020.
  static func luminance(_ light: SIMD3<Double>) -> Double {
    0.2627 * light.x + 0.6780 * light.y + 0.0593 * light.z
  }

  /// What HLG's light is multiplied with: the gamma of a screen of 1,000 nits, 1.2, works on
  /// luminance, so that the hue stays.
  static func screenGain(_ luminance: Double) -> Double {
    10 * ExactMath.power(max(0, luminance), 0.2)
  }

  /// What light is multiplied with whose strongest component is this one.
  func compression(_ strongest: Double) -> Double {
    let strongest = max(strongest, 1e-6)
    return Self.hable(strongest) / Self.hable(Double(peak)) / strongest
  }

  /// The inverse of BT.1886.
  static func code(_ light: Double) -> Double {
    ExactMath.power(max(0, min(1, light)), 1 / 2.4)
  }

  /// Hable's curve, before white is scaled to 1.
  private static func hable(_ x: Double) -> Double {
    (x * (x * 0.15 + 0.05) + 0.004) / (x * (x * 0.15 + 0.50) + 0.06) - 0.02 / 0.30
  }
}

extension ToneMapping.Primaries {
  /// What a unit of red, green and blue light each is in BT.709. All white points are D65.
  var toBT709: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    switch self {
    case .bt709: (SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1))
    case .bt2020:
      (
        SIMD3(1.660491, -0.124550, -0.018151), SIMD3(-0.587641, 1.132900, -0.100579),
        SIMD3(-0.072850, -0.008350, 1.118730)
      )
    case .p3:
      (
        SIMD3(1.224940, -0.042057, -0.019638), SIMD3(-0.224940, 1.042057, -0.078636),
        SIMD3(0, 0, 1.098274)
      )
    case .adobe:
      (
        SIMD3(1.398360, 0, 0), SIMD3(-0.398360, 1, -0.042930), SIMD3(0, 0, 1.042930)
      )
    }
  }
}
