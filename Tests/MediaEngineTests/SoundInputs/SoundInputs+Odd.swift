extension SoundInput {
  /// One constant, as an input of ffmpeg.
  private static func constant(_ value: Double, samples: Int) -> [String] {
    ["-f", "lavfi", "-i", "aevalsrc=\(value)|\(value):s=48000:d=1,atrim=end_sample=\(samples)"]
  }

  static let oddKinds: [SoundInput] =
    [
      ("a.wav", [String]()), ("a.flac", []), ("a.mka", ["-c:a", "flac"]),
      ("a.m4a", ["-c:a", "alac"]),
    ].map {
      file, arguments in
      .ffmpeg(
        "a single sample in \(file)", file, arguments, sound: constant(0.5, samples: 1),
        meant: Meant(length: 1, [], offset: 0.5), .bits(15))
    } + [
      .ffmpeg(
        "an offset from 0", "a.wav", [], sound: constant(0.5, samples: 4800),
        meant: Meant(length: 4800, [], offset: 0.5), .bits(15)),
      .ffmpeg(
        "digital silence", "a.mp3", [], sound: constant(0, samples: 4800),
        meant: Meant(length: 4800, []), .bits(20)),
    ]
}
