extension SoundInput {
  static let rateKinds: [SoundInput] =
    [8000, 11025, 12345, 16000, 22050, 32000, 44100, 88200, 96000, 192_000].map { rate in
      .ffmpeg(
        "\(rate) samples a second", "a.wav", ["-c:a", "pcm_s24le"], sound: tones(rate: rate),
        .converted, rate: rate)
    } + [
      .ffmpeg(
        "22050 Hz mono MP3", "a.mp3", ["-c:a", "libmp3lame", "-b:a", "128k"],
        sound: tones("mono", channels: 1, rate: 22050), meant: Meant(channels: [(1, 1)]),
        Accuracy(error: 0.012, edges: 2880, around: 1), rate: 22050, channels: 1),
      .ffmpeg(
        "8000 Hz MP3", "a.mp3", ["-c:a", "libmp3lame", "-b:a", "64k"], sound: tones(rate: 8000),
        Accuracy(error: 0.012, edges: 4800, around: 1), rate: 8000),
      .ffmpeg(
        "44100 Hz AAC", "a.m4a", ["-c:a", "aac", "-b:a", "256k"], sound: tones(rate: 44100),
        Accuracy(error: 0.012, edges: 1440, around: 1), rate: 44100),
      .ffmpeg(
        "96000 Hz FLAC of 24 bits", "a.flac", ["-sample_fmt", "s32"], sound: tones(rate: 96000),
        .converted, rate: 96000),
      .ffmpeg(
        "16000 Hz Opus: decoded at 48000", "a.opus", ["-c:a", "libopus", "-b:a", "192k"],
        sound: tones(rate: 16000), .lossy, rate: 48000),
    ]

  /// How samples are written, by what holds them.
  private static let samples: [(file: String, codecs: [String])] = [
    (
      "a.wav",
      ["u8", "s16le", "s24le", "s32le", "f32le", "f64le", "mulaw", "alaw"]
    ),
    ("a.aiff", ["s8", "s16be", "s16le", "s24be", "s32be", "f32be", "f64be", "mulaw", "alaw"]),
    ("a.caf", ["s16be", "s16le", "s24be", "s24le", "s32le", "f32be", "f32le", "f64le", "mulaw"]),
    ("a.au", ["s8", "s16be", "s24be", "s32be", "f32be", "mulaw", "alaw"]),
    ("a.w64", ["s16le", "s24le"]),
    ("a.mov", ["u8", "s16be", "s16le", "s24be", "s24le", "f32le"]),
    ("a.mka", ["u8", "s16be", "s16le", "s24le", "f32le"]),
    ("a.avi", ["s16le", "mulaw"]),
  ]

  static let sampleKinds: [SoundInput] =
    samples.flatMap { kind in
      kind.codecs.map { codec in
        .ffmpeg("\(codec) in \(kind.file)", kind.file, ["-c:a", "pcm_" + codec], accuracy(codec))
      }
    } + [
      .ffmpeg("RF64", "a.wav", ["-rf64", "always"], .bits(15)),
      .ffmpeg("IMA ADPCM", "a.wav", ["-c:a", "adpcm_ima_wav"], .lossy(longer: 2048)),
      .ffmpeg("Microsoft's ADPCM", "a.wav", ["-c:a", "adpcm_ms"], .lossy(longer: 2048)),
      .ffmpeg("QuickTime's ADPCM", "a.mov", ["-c:a", "adpcm_ima_qt"], .lossy(longer: 64)),
      .changed("WAV of a stream: lengths unknown", "a.wav", [], .bits(15)) { bytes in
        try withLength(UInt32.max, bytes)
      },
      .changed("WAV of a stream: lengths 0", "a.wav", [], .bits(15)) { try withLength(0, $0) },
      .changed("WAV of a stream: nearly 2 GiB", "a.wav", [], .bits(15)) { bytes in
        try withLength(0x7FFF_F000, bytes)
      },
      .changed("WAV that counts its header to its sound", "a.wav", [], .bits(15)) { bytes in
        try withLength(4 * UInt32(length) + 44, bytes)
      },
      .changed(
        "WAV broken off in its last sample", "a.wav", [],
        meant: Meant(channels: [(1, 0), (0, 1)], length: length - 1), .bits(15)
      ) { bytes in
        Array(bytes[..<(try bytes.place(of: "data") + 8 + 4 * length - 3)])
      },
      .changed("WAV with something behind its sound", "a.wav", [], .bits(15)) { bytes in
        bytes + Array("LIST".utf8) + [0, 16, 0, 0] + Array(repeating: 0x55, count: 4096)
      },
      .changed("WAV with an odd chunk before its sound", "a.wav", [], .bits(15)) { bytes in
        let place = try bytes.place(of: "data")
        let chunk = Array("junk".utf8) + [5, 0, 0, 0] + Array("odd..".utf8) + [0]
        return Array(bytes[..<place]) + chunk + Array(bytes[place...])
      },
    ]

  private static func accuracy(_ codec: String) -> Accuracy {
    switch codec {
    case "u8", "s8": .bits(8)
    case "mulaw", "alaw": Accuracy(error: 0.006, edges: 0)
    case "s16be", "s16le": .bits(15)
    default: .bits(20)
    }
  }

  /// Says another length of a WAV file.
  private static func withLength(_ length: UInt32, _ bytes: [UInt8]) throws -> [UInt8] {
    var bytes = bytes
    bytes.put(length == 0 || length == .max ? length : length + 36, at: 4)
    bytes.put(length, at: try bytes.place(of: "data") + 4)
    return bytes
  }
}
