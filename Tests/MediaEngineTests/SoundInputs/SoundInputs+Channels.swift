extension SoundInput {
  /// 3 dB lower.
  private static let lower = 0.5.squareRoot()
  private static let (left, right) = ((1.0, 0.0), (0.0, 1.0))
  private static let (atLeft, atRight) = ((lower, 0.0), (0.0, lower))
  private static let middle = (lower, lower)
  private static let behind = (0.5, 0.5)
  private static let nowhere = (0.0, 0.0)

  /// Where each channel of ffmpeg's layouts is to be heard, by ITU-R BS.775.
  private static let layouts: [(name: String, channels: [(left: Double, right: Double)])] = [
    ("mono", [(1, 1)]),
    ("stereo", [left, right]),
    ("2.1", [left, right, nowhere]),
    ("3.0", [left, right, middle]),
    ("3.0(back)", [left, right, behind]),
    ("4.0", [left, right, middle, behind]),
    ("quad", [left, right, atLeft, atRight]),
    ("quad(side)", [left, right, atLeft, atRight]),
    ("3.1", [left, right, middle, nowhere]),
    ("5.0", [left, right, middle, atLeft, atRight]),
    ("5.1", [left, right, middle, nowhere, atLeft, atRight]),
    ("5.1(side)", [left, right, middle, nowhere, atLeft, atRight]),
    ("6.1", [left, right, middle, nowhere, behind, atLeft, atRight]),
    ("7.1", [left, right, middle, nowhere, atLeft, atRight, atLeft, atRight]),
    ("7.1(wide)", [left, right, middle, nowhere, atLeft, atRight, left, right]),
    ("octagonal", [left, right, middle, atLeft, atRight, behind, atLeft, atRight]),
  ]

  /// Codecs have orders of their own for their channels.
  private static let surround:
    [(file: String, arguments: [String], accuracy: Accuracy, late: Int)] = [
      ("a.flac", [], .bits(14), 0),
      ("a.m4a", ["-c:a", "alac"], .bits(14), 0),
      ("a.m4a", ["-c:a", "aac", "-b:a", "480k"], .lossy, 0),
      ("a.opus", ["-c:a", "libopus", "-b:a", "480k"], .lossy, 0),
      // The encoder ends a short block before.
      (
        "a.ogg", ["-c:a", "libvorbis", "-q:a", "9"],
        Accuracy(error: 0.012, edges: 1440, around: 128),
        0
      ),
      ("a.mka", ["-c:a", "ac3", "-b:a", "640k"], .lossy(longer: 1536), 256),
      ("a.mka", ["-c:a", "eac3", "-b:a", "640k"], .lossy(longer: 1536), 256),
      ("a.wma", ["-c:a", "pcm_s16le"], .bits(14), 0),
    ]

  static let channelKinds: [SoundInput] =
    layouts.map { layout in
      .ffmpeg(
        "channels: \(layout.name)", "a.wav", [],
        sound: tones(layout.name, channels: layout.channels.count),
        meant: Meant(channels: layout.channels), .bits(14), channels: layout.channels.count)
    }
    + surround.map { kind in
      .ffmpeg(
        "5.1 in \(kind.file) \(kind.arguments.joined(separator: " "))", kind.file, kind.arguments,
        sound: tones("5.1", channels: 6),
        meant: Meant(channels: layouts.first { $0.name == "5.1" }!.channels).shifted(by: kind.late),
        kind.accuracy, channels: 6)
    } + [
      .ffmpeg(
        "5.1 at full level everywhere: nothing is cut off", "a.wav", ["-c:a", "pcm_f32le"],
        sound: tones("5.1", channels: 6, level: 1),
        meant: Meant(channels: layouts.first { $0.name == "5.1" }!.channels, level: 1), .bits(18),
        channels: 6),
      .changed(
        "six channels without names: 5.1", "a.wav", [], sound: tones("5.1", channels: 6),
        meant: Meant(channels: layouts.first { $0.name == "5.1" }!.channels), .bits(14),
        channels: 6, withoutNames),
      .changed(
        "eleven channels without names: their mean", "a.wav", ["-c:a", "pcm_f32le"],
        sound: tones("FL+FR+FC+LFE+BL+BR+SL+SR+TFL+TFR+TBL", channels: 11),
        meant: Meant(channels: Array(repeating: (1 / 11.0, 1 / 11.0), count: 11)), .bits(18),
        channels: 11, withoutNames),
    ]

  /// Clears the channel mask of a WAV file.
  private static func withoutNames(_ bytes: [UInt8]) throws -> [UInt8] {
    var bytes = bytes
    bytes.put(0, at: try bytes.place(of: "fmt ") + 28)
    return bytes
  }
}
