import Foundation

extension SoundInput {
  private static let aac = ["-c:a", "aac", "-b:a", "256k"]
  private static let mp2 = ["-c:a", "mp2", "-b:a", "384k"]
  private static let x264 = ["-c:v", "libx264", "-preset", "ultrafast"]
  private static let exact = ["-movie_timescale", "48000"]

  /// Sound beside pictures: `late` in seconds.
  private static func film(
    _ name: String, _ file: String, _ arguments: [String], pictures: Double = 0.6,
    late: Double = 0, picturesLate: Double = 0, meant: Meant = .plain, _ accuracy: Accuracy
  ) -> SoundInput {
    .ffmpeg(
      name, file, x264 + arguments,
      sound: ["-itsoffset", "\(picturesLate)"] + Self.pictures(seconds: pictures) + [
        "-itsoffset", "\(late)",
      ] + tones() + ["-map", "0", "-map", "1"], meant: meant, accuracy, hasPictures: true)
  }

  static let containerKinds: [SoundInput] = [
    film("beside pictures in MP4", "a.mp4", aac, .lossy),
    film(
      "beside pictures in fragments", "a.mp4",
      aac + ["-movflags", "+frag_keyframe+delay_moov"], .lossy),
    film("beside pictures in QuickTime", "a.mov", ["-c:a", "pcm_s16le"], .bits(15)),
    film("beside pictures in Matroska", "a.mkv", ["-c:a", "flac"], .bits(15)),
    film("beside pictures in AVI", "a.avi", ["-c:a", "pcm_s16le"], .bits(15)),
    film(
      "beside pictures in a transport stream", "a.ts", mp2, meant: late(0, length: length - 481),
      .lossy(longer: 1152)),
    film(
      "beside pictures in a program stream", "a.mpg", ["-c:v", "mpeg2video"] + mp2,
      meant: late(0, length: length - 481), .lossy(longer: 1152)),
    film("longer than the pictures", "a.mp4", aac, pictures: 0.2, .lossy),
    film("shorter than the pictures", "a.mp4", aac, pictures: 1, .lossy),
    .ffmpeg("Matroska of a stream", "a.mka", ["-c:a", "flac", "-live", "1"], .bits(15)),
    .ffmpeg(
      "a wrong name: MP3", "a.wav", ["-f", "mp3", "-c:a", "libmp3lame", "-b:a", "256k"], .lossy),
    .ffmpeg("a wrong name: WAV", "a.mp3", ["-f", "wav"], .bits(15)),
    .ffmpeg("a picture's name", "a.png", ["-f", "wav"], .bits(15)),
    .ffmpeg("no name", "a", ["-f", "ogg", "-c:a", "libvorbis", "-q:a", "9"], .lossy),
    .steps(
      "several tracks: the one that is marked, Matroska", "a.mkv",
      [twoTracks + ["-c:a", "flac", "@a.mkv"]], .bits(15)),
    .steps(
      "several tracks: the one that is marked, MP4", "a.m4a",
      [twoTracks + ["-c:a", "alac", "@a.m4a"]], .bits(15)),
  ]

  private static let twoTracks =
    ["-f", "lavfi", "-i", "anoisesrc=r=48000:d=0.6:c=white,pan=stereo|c0=c0|c1=c0"] + tones() + [
      "-map", "0", "-map", "1", "-disposition:a:0", "0", "-disposition:a:1", "default",
    ]

  static let timeKinds: [SoundInput] = [
    film(
      "late in MP4: an empty edit", "a.mp4", aac + exact, late: 0.3,
      meant: .plain.shifted(by: 14400), .lossy),
    film(
      "late in QuickTime", "a.mov", ["-c:a", "pcm_s16le"] + exact, late: 0.3,
      meant: .plain.shifted(by: 14400), .bits(15)),
    film(
      "late in Matroska", "a.mkv", ["-c:a", "flac"], late: 0.3, meant: .plain.shifted(by: 14400),
      .bits(15)),
    film(
      "late in a transport stream", "a.ts", mp2, late: 0.3,
      meant: late(14400, length: length + 14400 - 481), .lossy(longer: 1152)),
    film(
      "early in MP4: cut", "a.mp4", aac + exact + ["-vsync", "passthrough"], picturesLate: 0.12,
      meant: .plain.shifted(by: -5760), .lossy),
    film(
      "early in Matroska: cut", "a.mkv", ["-c:a", "pcm_s16le"], picturesLate: 0.12,
      meant: .plain.shifted(by: -5760), .bits(15)),
    film(
      "before time 0 in MP4: cut", "a.mp4", aac + exact, late: -0.12,
      meant: .plain.shifted(by: -5760), .lossy),
    .ffmpeg(
      "late without pictures: from its first sample", "a.m4a", ["-c:a", "alac"] + exact,
      sound: ["-itsoffset", "0.3"] + tones(), .bits(15)),
    .steps(
      "an edit list cuts the beginning", "a.m4a",
      [
        tones() + aac + exact + ["@whole.m4a"],
        ["-ss", "0.1", "-i", "@whole.m4a", "-c", "copy"] + exact + ["@a.m4a"],
      ], meant: .plain.shifted(by: -4800), .lossy),
    .ffmpeg(
      "a gap in Matroska", "a.mka", ["-af", gap, "-c:a", "pcm_s16le"], meant: withGap, .bits(15)),
    .ffmpeg("a gap in MP4", "a.mp4", ["-af", gap] + aac, meant: withGap, .lossy),
    .ffmpeg(
      "a gap in a transport stream", "a.ts", ["-af", gap] + mp2,
      meant: withGap.shifted(by: 481, length: length + 192),
      .lossy(longer: 1152)),
    .ffmpeg(
      "hours in", "a.ts", mp2 + ["-output_ts_offset", "7200"], meant: late(481, length: length),
      .lossy(longer: 1152)),
    .ffmpeg(
      "times that wrap", "a.ts", mp2 + ["-muxdelay", "0", "-output_ts_offset", "95443.4"],
      meant: late(481, length: length), .lossy(longer: 1152)),
    .ffmpeg("times in milliseconds", "a.mka", ["-c:a", "flac", "-frame_size", "1000"], .bits(15)),
    .ffmpeg(
      "times in milliseconds at 44100 Hz", "a.mka", ["-c:a", "flac", "-frame_size", "999"],
      sound: tones(rate: 44100), .converted, rate: 44100),
  ]

  /// Leaves out what lies between 0.3 and 0.4 s, and leaves the times as they were.
  private static let gap = "asetnsamples=480,aselect='not(between(t,0.295,0.395))'"

  private static let withGap = Meant(
    [(500, 0.25, 0), (800, 0, 0.25)].flatMap { hertz, left, right in
      [(begin, 14400), (19200, length)].map {
        Meant.Tone(hertz: hertz, left: left, right: right, begin: $0.0, end: $0.1)
      }
    })

  // MARK: Recordings put together

  private static func joined(
    _ name: String, _ file: String, _ runs: [[String]], pieces: [String], meant: Meant,
    _ accuracy: Accuracy, rate: Int = 48000, channels: Int = 2
  ) -> SoundInput {
    .steps(name, file, runs, meant: meant, accuracy, rate: rate, channels: channels) {
      bench, path in
      let bytes = try pieces.flatMap { try bench.bytes(of: $0) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
  }

  /// The plain tones, and once more from a sample on.
  private static func twice(
    _ first: Meant = .plain, at place: Int, _ second: Meant = .plain, length: Int
  ) -> Meant {
    var meant = first
    meant.tones += second.shifted(by: place).tones
    meant.length = length
    return meant
  }

  static let joinKinds: [SoundInput] = [
    joined(
      "transport streams whose times begin again", "a.ts", [tones() + mp2 + ["@b.ts"]],
      pieces: ["b.ts", "b.ts"], meant: twice(late(481), at: 28800, late(481), length: 57600), .lossy
    ),
    joined(
      "transport streams, the second with one channel at 32000 Hz", "a.ts",
      [
        tones() + mp2 + ["@b.ts"],
        tones("mono", channels: 1, rate: 32000) + [
          "-c:a", "mp2", "-b:a", "160k", "-output_ts_offset", "0.624", "@c.ts",
        ],
      ], pieces: ["b.ts", "c.ts"],
      // Its times begin the encoder's 481 samples earlier, which are 721.5 at 48000.
      meant: twice(late(481), at: 29952, Meant(channels: [(1, 1)]), length: 58606),
      Accuracy(error: 0.012, edges: 1920, around: 1)),
    joined(
      "MP3 files one behind the other", "a.mp3",
      [tones() + ["-c:a", "libmp3lame", "-b:a", "256k", "@b.mp3"]], pieces: ["b.mp3", "b.mp3"],
      meant: twice(at: 28847 + 1152, late(1105), length: 28847 + 1152 + 29952), .lossy),
    joined(
      "ADTS files one behind the other", "a.aac", [tones() + aac + ["@b.aac"]],
      pieces: ["b.aac", "b.aac"],
      meant: twice(late(1024), at: 30720, late(1024), length: 61440), .lossy),
    joined(
      "Ogg files one behind the other: Vorbis", "a.ogg",
      [tones() + ["-c:a", "libvorbis", "-q:a", "9", "-page_duration", "100000", "@b.ogg"]],
      pieces: ["b.ogg", "b.ogg"],
      // The first packet of the second stream is heard for a short block.
      meant: twice(at: 28800, late(128), length: 57600 + 128), .lossy),
    joined(
      "Ogg files one behind the other: Opus", "a.opus",
      [tones() + ["-c:a", "libopus", "-b:a", "256k", "@b.opus"]], pieces: ["b.opus", "b.opus"],
      // The second stream's pre-skip is heard.
      meant: twice(at: 28800, late(312), length: 57600 + 312), .lossy),
  ]
}
