/// The kinds of files and codecs that are read.
///
/// Everything that opens other files (playlists, `concat`, image sequences), that runs a program
/// or a script, or that is seldom used and hence seldom tested is left out: a file of such a kind
/// is refused whatever its name says.
enum AllowedFormats {
  /// Names of libavformat's demuxers.
  static let demuxers = [
    "mov", "matroska", "webm", "avi", "mpegts", "mpeg", "mpegvideo", "ogg", "flv", "ivf", "asf",
    "h264", "hevc", "m4v", "gif", "apng", "yuv4mpegpipe",
    "wav", "w64", "aiff", "au", "caf", "mp3", "flac", "aac", "ac3", "eac3",
    "amr",
    "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "pam_pipe", "pbm_pipe",
    "pgm_pipe", "ppm_pipe",
  ].joined(separator: ",")

  /// Names of libavcodec's decoders.
  static let decoders =
    (video + sound + pcm.map { "pcm_" + $0 }).joined(separator: ",")

  private static let video = [
    "h264", "hevc", "libdav1d", "av1", "libaom-av1", "vp8", "vp9", "libvpx", "libvpx-vp9",
    "mpeg4", "mpeg2video", "mpeg1video", "msmpeg4v1", "msmpeg4v2", "msmpeg4", "wmv1", "wmv2",
    "wmv3", "vc1", "h263", "flv", "theora", "prores", "dnxhd", "dvvideo", "ffv1", "huffyuv",
    "ffvhuff", "utvideo", "qtrle", "rawvideo", "wrapped_avframe", "mjpeg", "png", "apng", "gif",
    "bmp", "tiff", "webp", "pam", "pbm", "pgm", "ppm",
  ]

  private static let sound = [
    "aac", "mp3float", "mp3", "mp2float", "mp2", "ac3", "eac3", "flac", "alac", "vorbis", "opus",
    "libopus", "wmav1", "wmav2", "amrnb", "amrwb", "adpcm_ima_wav", "adpcm_ms", "adpcm_ima_qt",
  ]

  private static let pcm = [
    "u8", "s8", "s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le",
    "f64be", "mulaw", "alaw", "bluray", "dvd",
  ]
}
