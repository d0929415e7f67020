import Foundation

extension SoundInput {
  private static let mp3 = ["-c:a", "libmp3lame", "-b:a", "256k"]
  // Its encoder ends with the last whole packet.
  private static let mp2 = ["-c:a", "mp2", "-b:a", "384k"]
  private static let aac = ["-c:a", "aac", "-b:a", "256k"]

  static let codecKinds: [SoundInput] =
    mpegKinds + [
      .ffmpeg("FLAC", "a.flac", [], .bits(15)),
      .ffmpeg("FLAC of 24 bits", "a.flac", ["-sample_fmt", "s32"], .bits(20)),
      .ffmpeg("FLAC in Ogg", "a.oga", ["-c:a", "flac"], .bits(15)),
      .ffmpeg("FLAC in MP4", "a.mp4", ["-c:a", "flac", "-strict", "-2"], .bits(15)),
      .ffmpeg("FLAC in Matroska", "a.mka", ["-c:a", "flac"], .bits(15)),
      .ffmpeg("ALAC", "a.m4a", ["-c:a", "alac"], .bits(15)),
      .ffmpeg("ALAC in CAF", "a.caf", ["-c:a", "alac"], .bits(15)),
      .ffmpeg("AAC in M4A: priming cut off", "a.m4a", aac, .lossy),
      .ffmpeg("AAC in QuickTime", "a.mov", aac, .lossy),
      .ffmpeg(
        "AAC in fragments, with an edit list", "a.mp4",
        aac + ["-movflags", "+delay_moov", "-frag_duration", "100000"], .lossy),
      .ffmpeg(
        "AAC in fragments, without one", "a.mp4",
        aac + ["-movflags", "+empty_moov", "-frag_duration", "100000"], meant: late(1024),
        .lossy(longer: 1024)),
      .ffmpeg("AAC in Matroska", "a.mka", aac, meant: late(1024), .lossy(longer: 1024)),
      .ffmpeg("AAC in ADTS", "a.aac", aac, meant: late(1024), .lossy(longer: 1024)),
      .ffmpeg("AAC in a transport stream", "a.ts", aac, meant: late(1024), .lossy(longer: 1024)),
      .ffmpeg(
        "mono AAC", "a.m4a", ["-c:a", "aac", "-b:a", "128k"], sound: tones("mono", channels: 1),
        meant: Meant(channels: [(1, 1)]), .lossy, channels: 1),
      .ffmpeg("Opus in Ogg", "a.opus", ["-c:a", "libopus", "-b:a", "256k"], .lossy),
      .ffmpeg("Opus in WebM", "a.webm", ["-c:a", "libopus", "-b:a", "256k"], .lossy),
      .ffmpeg("Opus in Matroska", "a.mka", ["-c:a", "libopus", "-b:a", "256k"], .lossy),
      .ffmpeg("Opus in MP4", "a.mp4", ["-c:a", "libopus", "-b:a", "256k"], .lossy),
      .ffmpeg("Vorbis in Ogg", "a.ogg", ["-c:a", "libvorbis", "-q:a", "9"], .lossy),
      .ffmpeg(
        "Vorbis in Ogg with many pages", "a.ogg",
        ["-c:a", "libvorbis", "-q:a", "9", "-page_duration", "100000"], .lossy),
      .ffmpeg(
        "Vorbis in WebM", "a.webm", ["-c:a", "libvorbis", "-q:a", "9"], .lossy(longer: 1024)),
      .ffmpeg(
        "Vorbis in Matroska", "a.mka", ["-c:a", "libvorbis", "-q:a", "9"], .lossy(longer: 1024)),
      .ffmpeg(
        "AC-3", "a.ac3", ["-c:a", "ac3", "-b:a", "448k"], meant: late(256), .lossy(longer: 1536)),
      .ffmpeg("AC-3 in MP4", "a.mp4", ["-c:a", "ac3", "-b:a", "448k"], .lossy(longer: 1536)),
      .ffmpeg(
        "AC-3 in a transport stream", "a.ts", ["-c:a", "ac3", "-b:a", "448k"], meant: late(256),
        .lossy(longer: 1536)),
      .ffmpeg(
        "E-AC-3", "a.eac3", ["-c:a", "eac3", "-b:a", "448k"], meant: late(256), .lossy(longer: 1536)
      ),
      .ffmpeg("E-AC-3 in MP4", "a.mp4", ["-c:a", "eac3", "-b:a", "448k"], .lossy(longer: 1536)),
      // Microsoft's encoder puts two packets before the sound, which are cut off; ffmpeg's one.
      .ffmpeg(
        "Windows Media 1", "a.wma", ["-c:a", "wmav1", "-b:a", "256k"],
        meant: late(-2048, length: length - 128), .lossy),
      .ffmpeg(
        "Windows Media 2", "a.wma", ["-c:a", "wmav2", "-b:a", "256k"],
        meant: late(-2048, length: length - 128), .lossy),
      .changed(
        "Opus whose header asks for 6 dB more", "a.mka", ["-c:a", "libopus", "-b:a", "256k"],
        meant: Meant(channels: [(1, 0), (0, 1)], level: 0.25 * pow(10, 0.3)), .lossy
      ) { bytes in
        var bytes = bytes
        let place = try bytes.place(of: "OpusHead")
        // 6 in 1/256 dB.
        (bytes[place + 16], bytes[place + 17]) = (0, 6)
        return bytes
      },
    ]

  private static let mpegKinds: [SoundInput] = [
    .ffmpeg("MP3", "a.mp3", mp3, .lossy),
    .ffmpeg("MP3 of a variable rate", "a.mp3", ["-c:a", "libmp3lame", "-q:a", "0"], .lossy),
    .ffmpeg(
      "MP3 without any header", "a.mp3", mp3 + ["-write_xing", "0", "-id3v2_version", "0"],
      meant: late(1105), .lossy(longer: 2304)),
    .ffmpeg(
      "MP3 of a variable rate without any header", "a.mp3",
      ["-c:a", "libmp3lame", "-q:a", "0", "-write_xing", "0", "-id3v2_version", "0"],
      meant: late(1105), .lossy(longer: 2304)),
    .ffmpeg(
      "MP3 with titles at both ends", "a.mp3",
      mp3 + ["-write_id3v1", "1", "-metadata", "title=A title"], .lossy),
    .steps(
      "MP3 with a cover picture", "a.mp3",
      [
        pictures() + ["-frames:v", "1", "@cover.png"],
        tones() + ["-i", "@cover.png", "-map", "0", "-map", "1", "-c:v", "copy"] + mp3 + [
          "-disposition:v", "attached_pic", "@a.mp3",
        ],
      ], .lossy),
    .changed("MP3 with 300 KB of titles", "a.mp3", mp3 + ["-id3v2_version", "0"], .lossy) {
      // A length in an ID3 header has seven bits a byte.
      let size = 300_000
      let length = [21, 14, 7, 0].map { UInt8(size >> $0 & 127) }
      return Array("ID3".utf8) + [3, 0, 0] + length + Array(repeating: 0, count: size) + $0
    },
    .changed("MP3 whose header says ten times its length", "a.mp3", mp3, .lossy(longer: 2304)) {
      try withFrames($0) { 10 * $0 }
    },
    .changed("MP3 whose header says half its length", "a.mp3", mp3, .lossy(longer: 2304)) {
      try withFrames($0) { $0 / 2 }
    },
    .ffmpeg("MP3 in WAV", "a.wav", mp3, meant: late(1105), .lossy(longer: 2304)),
    .ffmpeg("MP3 in AVI", "a.avi", mp3, meant: late(1105), .lossy(longer: 2304)),
    .ffmpeg("MP3 in MP4", "a.mp4", mp3, .lossy(longer: 2304)),
    .ffmpeg("MP3 in Matroska", "a.mka", mp3, meant: late(1105), .lossy(longer: 2304)),
    .ffmpeg(
      "MP3 in Flash", "a.flv", mp3 + ["-ar", "44100"], meant: late(1203), .lossy(longer: 2304),
      rate: 44100),
    .ffmpeg("MP2", "a.mp2", mp2, meant: late(481, length: length), .lossy(longer: 1152)),
    .ffmpeg(
      "MP2 in a transport stream", "a.ts", mp2, meant: late(481, length: length),
      .lossy(longer: 1152)),
    .ffmpeg(
      "MP2 in a program stream", "a.mpg", mp2, meant: late(481, length: length),
      .lossy(longer: 1152)),
  ]

  /// Says another number of frames of an MP3 file, and leaves the rest as it is.
  private static func withFrames(
    _ bytes: [UInt8], _ change: (Int) -> Int
  ) throws -> [UInt8] {
    var bytes = bytes
    let place = try (try? bytes.place(of: "Info")) ?? bytes.place(of: "Xing")
    let frames = bytes[(place + 8)..<(place + 12)].reduce(0) { $0 << 8 | Int($1) }
    let changed = change(frames)
    for byte in 0..<4 { bytes[place + 8 + byte] = UInt8(changed >> (24 - 8 * byte) & 255) }
    return bytes
  }
}
