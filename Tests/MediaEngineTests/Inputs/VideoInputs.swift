import Foundation

@testable import MediaEngine

extension VideoInput {
  private static let x264 = ["-c:v", "libx264", "-crf", "5", "-preset", "ultrafast"]
  private static let framesB = ["-c:v", "libx264", "-crf", "5", "-bf", "3", "-g", "6"]
  private static let tone = ["-f", "lavfi", "-t", "1", "-i", "sine=440:r=48000"]

  /// Every kind of video that arrives, one line each.
  static let all: [VideoInput] = times + places + shapes + codings + joins

  // MARK: Times

  private static let times: [VideoInput] = [
    .ffmpeg("constant rate", "a.mp4", x264),
    .ffmpeg(
      "half the rate: each picture twice", "a.mp4", frames: 4, shows: [0, 0, 1, 1, 2, 2, 3, 3],
      x264, pictures: counting(4, rate: "12.5")),
    .ffmpeg(
      "twice the rate: every other picture", "a.mp4", frames: 10, shows: [0, 2, 4, 6, 8], x264,
      pictures: counting(10, rate: "50")),
    .ffmpeg(
      // Pictures at 0, 1, 3, 6 and 10 twenty-fifths of a second.
      "variable rate", "a.mp4", frames: 5, shows: [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4],
      ["-vf", "setpts='N*(N+1)/2/25/TB'", "-vsync", "vfr", "-video_track_timescale", "25"] + x264),
    .ffmpeg(
      "variable rate in milliseconds", "a.mkv", frames: 5,
      shows: [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4],
      ["-vf", "setpts='N*(N+1)/2/25/TB+if(mod(N,2),0.001,0)/TB'", "-vsync", "vfr"] + x264),
    .ffmpeg("one picture", "a.mp4", frames: 1, x264),
    .ffmpeg("two hours in", "a.ts", ["-output_ts_offset", "7200"] + framesB),
    .steps(
      "times that wrap", "a.ts", shows: Array(0..<40),
      [
        ["-copyts"] + counting(40) + framesB
          + ["-frames:v", "40", "-muxdelay", "0", "-output_ts_offset", "95442.9", "@a.ts"]
      ]),
    .ffmpeg(
      "times before 0, which Matroska cannot hold", "a.mkv",
      ["-vf", "setpts=PTS-0.2/TB", "-vsync", "passthrough", "-avoid_negative_ts", "disabled"] + x264
    ),
    .ffmpeg("late start", "a.mp4", ["-vf", "setpts=PTS+2/TB", "-copyts"] + x264),
    .ffmpeg("no times: raw H.264", "a.h264", framesB),
    .ffmpeg(
      "no times: raw HEVC", "a.hevc",
      ["-c:v", "libx265", "-x265-params", "log-level=none:bframes=3", "-crf", "5"]),
    .ffmpeg("no times: AVI with B-frames", "a.avi", ["-c:v", "mpeg4", "-bf", "2", "-q:v", "1"]),
    .ffmpeg("decoding times only: Motion JPEG in AVI", "a.avi", ["-c:v", "mjpeg", "-q:v", "1"]),
  ]

  // MARK: Edit lists, fragments, containers

  private static let places: [VideoInput] = [
    .steps(
      "cut without a key frame: an edit list hides pictures", "a.mp4", shows: Array(8..<20),
      [
        counting(20) + [
          "-c:v", "libx264", "-crf", "5", "-g", "100", "-frames:v", "20", "@whole.mp4",
        ],
        ["-ss", "0.32", "-i", "@whole.mp4", "-c", "copy", "@a.mp4"],
      ]),
    .ffmpeg(
      "empty edit: pictures begin after sound", "a.mp4", hasSound: true,
      ["-map", "0", "-map", "1", "-c:a", "aac", "-vsync", "passthrough"] + x264,
      pictures: ["-itsoffset", "0.5"] + counting(10) + tone),
    .ffmpeg(
      "fragments", "a.mp4", ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"] + framesB),
    .ffmpeg("index at the end", "a.mp4", framesB),
    .ffmpeg("index at the start", "a.mp4", ["-movflags", "+faststart"] + framesB),
    .ffmpeg("a screen recorder's Matroska: no length, no cues", "a.mkv", ["-live", "1"] + x264),
    .ffmpeg("a wrong name", "a.txt", ["-f", "mp4"] + x264),
    .ffmpeg("a picture's name", "a.jpg", ["-f", "matroska"] + x264),
    .ffmpeg(
      "sound first", "a.mp4", hasSound: true, ["-map", "1:a", "-map", "0:v", "-c:a", "aac"] + x264,
      pictures: counting(10) + tone),
    .steps(
      "a cover picture beside the video", "a.mp4", shows: Array(0..<10),
      [
        counting(1) + ["-vf", "negate", "-frames:v", "1", "@cover.png"],
        ["-i", "@cover.png"] + counting(10) + [
          "-map", "0", "-map", "1", "-c:v:0", "png", "-disposition:v:0", "attached_pic", "-c:v:1",
          "libx264", "-crf:v:1", "5", "@a.mp4",
        ],
      ]),
    .ffmpeg(
      "open GOP", "a.mp4", frames: 20,
      ["-c:v", "libx264", "-x264-params", "open-gop=1:keyint=6:bframes=3", "-crf", "5"]),
    .ffmpeg("Flash", "a.flv", ["-c:v", "flv1", "-q:v", "1"]),
    .ffmpeg("MPEG program stream", "a.mpg", ["-c:v", "mpeg2video", "-bf", "2", "-q:v", "1"]),
    .ffmpeg("QuickTime", "a.mov", framesB),
    .ffmpeg("Windows Media", "a.wmv", ["-c:v", "wmv2", "-q:v", "1"]),
    .ffmpeg("Ogg", "a.ogv", ["-c:v", "libtheora", "-q:v", "10"]),
  ]

  // MARK: Shapes

  private static let shapes: [VideoInput] = [
    .ffmpeg("pixels twice as wide as high", "a.mp4", size: (128, 48), ["-vf", "setsar=2"] + x264),
    .ffmpeg("pixels twice as high as wide", "a.mp4", size: (64, 96), ["-vf", "setsar=1/2"] + x264),
    .ffmpeg(
      "odd sides", "a.webm", size: (63, 47),
      ["-c:v", "libvpx-vp9", "-crf", "5", "-b:v", "0", "-cpu-used", "8"],
      pictures: counting(10) + ["-vf", "scale=63:47"]),
    .ffmpeg(
      "sides that are no multiple of 16", "a.mp4", size: (62, 46), x264,
      pictures: counting(10, size: "62x46")),
    .steps(
      "turned by 90 degrees", "a.mp4", shows: Array(0..<10), size: (48, 64),
      [
        counting(10) + x264 + ["@w.mp4"],
        ["-i", "@w.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "@a.mp4"],
      ]),
    .steps(
      "turned by 180 degrees", "a.mp4", shows: Array(0..<10),
      [
        counting(10) + x264 + ["@w.mp4"],
        ["-i", "@w.mp4", "-c", "copy", "-metadata:s:v", "rotate=180", "@a.mp4"],
      ]),
    .steps(
      "turned by 270 degrees", "a.mov", shows: Array(0..<10), size: (48, 64),
      [
        counting(10) + x264 + ["@w.mp4"],
        ["-i", "@w.mp4", "-c", "copy", "-metadata:s:v", "rotate=270", "@a.mov"],
      ]),
    .steps(
      "turned, with pixels that are not square", "a.mp4", shows: Array(0..<10), size: (48, 128),
      [
        counting(10) + ["-vf", "setsar=2"] + x264 + ["@w.mp4"],
        ["-i", "@w.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "@a.mp4"],
      ]),
  ]

  // MARK: Codings

  private static let codings: [VideoInput] = [
    .ffmpeg("HEVC", "a.mp4", ["-c:v", "libx265", "-x265-params", "log-level=none", "-crf", "5"]),
    .ffmpeg("10 bits", "a.mp4", ["-pix_fmt", "yuv420p10le"] + framesB),
    .ffmpeg(
      "12 bits", "a.mp4",
      ["-c:v", "libx265", "-x265-params", "log-level=none", "-crf", "5", "-pix_fmt", "yuv420p12le"]),
    .ffmpeg("4:2:2", "a.mp4", ["-pix_fmt", "yuv422p"] + framesB),
    .ffmpeg(
      "4:2:2, 10 bits, ProRes", "a.mov",
      ["-c:v", "prores_ks", "-pix_fmt", "yuv422p10le", "-profile:v", "3"]),
    .ffmpeg("4:4:4", "a.mp4", ["-pix_fmt", "yuv444p"] + framesB),
    .ffmpeg("4:1:1", "a.mkv", ["-c:v", "ffv1", "-pix_fmt", "yuv411p"]),
    .ffmpeg("full range", "a.mp4", ["-vf", "scale=out_range=pc", "-color_range", "pc"] + framesB),
    .ffmpeg(
      "RGB", "a.mkv", ["-c:v", "ffv1", "-pix_fmt", "bgr0", "-vf", "scale=in_color_matrix=bt601"]),
    .ffmpeg("raw pixels", "a.avi", ["-c:v", "rawvideo", "-pix_fmt", "yuv420p"]),
    .ffmpeg("QuickTime animation", "a.mov", ["-c:v", "qtrle"]),
    .ffmpeg("PNG in QuickTime", "a.mov", ["-c:v", "png"]),
    .ffmpeg(
      "VP8", "a.webm",
      ["-c:v", "libvpx", "-threads", "1", "-crf", "4", "-b:v", "2M", "-cpu-used", "5"]),
    .ffmpeg(
      "AV1", "a.mp4", size: (64, 64),
      ["-vf", "scale=64:64,setsar=1", "-c:v", "libsvtav1", "-crf", "10", "-preset", "12"]),
    .ffmpeg(
      "DV", "a.dv.avi", size: (768, 576),
      ["-vf", "scale=720:576", "-c:v", "dvvideo", "-pix_fmt", "yuv420p"]),
    .ffmpeg(
      "animated GIF", "a.gif",
      ["-filter_complex", "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"]),
  ]

  // MARK: Changes within a file

  private static let joins: [VideoInput] = [
    .steps(
      "another size in the middle", "a.ts", shows: Array(0..<10) + Array(0..<10),
      [
        counting(10) + x264 + ["-frames:v", "10", "@b.ts"],
        counting(10, size: "96x80") + x264 + [
          "-frames:v", "10", "-output_ts_offset", "0.4", "@c.ts",
        ],
      ],
      then: { bench, path in
        let bytes = try bench.bytes(of: "b.ts") + bench.bytes(of: "c.ts")
        _ = try bench.write(bytes, as: "a.ts")
      }),
    .steps(
      "times that begin again in the middle", "a.ts", shows: Array(0..<10) + Array(0..<10),
      [
        counting(10) + framesB + ["-frames:v", "10", "@b.ts"]
      ],
      then: { bench, path in
        _ = try bench.write(try bench.bytes(of: "b.ts") + bench.bytes(of: "b.ts"), as: "a.ts")
      }),
  ]
}
