internal import FilmVocabulary

/// The limits of H.264's levels: table A-1 of the standard.
enum H264Level {
  private static let limits: [(level: Int32, rate: Int, frame: Int, buffer: Int)] = [
    (10, 1485, 99, 396), (11, 3000, 396, 900), (12, 6000, 396, 2376), (13, 11880, 396, 2376),
    (20, 11880, 396, 2376), (21, 19800, 792, 4752), (22, 20250, 1620, 8100),
    (30, 40500, 1620, 8100), (31, 108_000, 3600, 18000), (32, 216_000, 5120, 20480),
    (40, 245_760, 8192, 32768), (42, 522_240, 8704, 34816), (50, 589_824, 22080, 110_400),
    (51, 983_040, 36864, 184_320), (52, 2_073_600, 36864, 184_320),
    (60, 4_177_920, 139_264, 696_320), (61, 8_355_840, 139_264, 696_320),
    (62, 16_711_680, 139_264, 696_320),
  ]

  /// The lowest level that holds a stream, ten times its number; the highest if none does.
  ///
  /// - Parameter references: How many decoded pictures the encoder may refer to.
  static func lowest(width: Int, height: Int, frameRate: Rational, references: Int) -> Int32 {
    let blocks = ((width + 15) / 16) * ((height + 15) / 16)
    let rate = (frameRate * Rational(blocks)).ceiling
    let fitting = limits.first {
      $0.rate >= rate && $0.frame >= blocks && $0.buffer >= blocks * references
    }
    return fitting?.level ?? 62
  }

  /// How many pictures x264's presets refer to; four at least where B-frames form a pyramid.
  static func references(preset: String) -> Int {
    switch preset {
    case "ultrafast": 1
    case "slow": 5
    case "slower": 8
    case "veryslow", "placebo": 16
    default: 4
    }
  }
}
