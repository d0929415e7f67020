import Foundation

/// Stills, clips and music that ffmpeg draws: detailed, moving, and of sizes and rates that do not
/// fit the film's.
struct MadeMedia {
  private let workplace: Workplace

  init(in workplace: Workplace) { self.workplace = workplace }

  func make() throws -> MediaSet {
    var stills: [String] = []
    for (index, place) in Self.places.enumerated() {
      let path = workplace.path("still\(index + 1).jpg")
      try ffmpeg(
        "mandelbrot=s=\(place.size):start_x=\(place.x):start_y=\(place.y)"
          + ":start_scale=\(place.scale)",
        ["-frames:v", "1", "-q:v", "2", path])
      stills.append(path)
    }
    var clips: [String] = []
    for (index, form) in Self.forms.enumerated() {
      let path = workplace.path("clip\(index + 1).mp4")
      try ffmpeg(
        form.source, ["-t", "8", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "20", path])
      clips.append(path)
    }
    let music = workplace.path("music.ogg")
    try ffmpeg(
      "aevalsrc='0.2*sin(2*PI*220*t)*(1+sin(2*PI*t))+0.1*sin(2*PI*331*t)"
        + "|0.2*sin(2*PI*221*t)+0.1*sin(2*PI*441*t)*(1+sin(4*PI*t))':s=44100:d=70",
      ["-c:a", "libvorbis", music])
    return MediaSet(stills: stills, clips: clips, music: music)
  }

  private func ffmpeg(_ source: String, _ output: [String]) throws {
    try workplace.run(
      ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source] + output)
  }

  private static let places: [(size: String, x: String, y: String, scale: String)] = [
    ("2560x1600", "-0.743643", "-0.131825", "0.01"), ("2560x1600", "-0.16", "-1.0405", "0.03"),
    ("2560x1600", "-1.25066", "-0.02012", "0.003"), ("1920x1280", "-0.748", "-0.1", "0.02"),
    ("1920x1080", "-0.235125", "-0.827215", "0.004"), ("1680x1050", "-0.722", "-0.246", "0.05"),
  ]

  private static let noise = "noise=c0s=6:c0f=t"
  private static let forms: [(source: String, what: String)] = [
    ("mandelbrot=s=1280x720:r=30000/1001:start_scale=0.5,\(noise)", "29.97"),
    ("mandelbrot=s=1280x720:r=30:start_x=-0.16:start_y=-1.04:start_scale=0.5,\(noise)", "30"),
    ("testsrc2=s=1280x720:r=25,\(noise)", "25"),
    ("mandelbrot=s=1080x1916:r=30:start_scale=0.4,\(noise)", "upright"),
    (
      "life=s=320x180:r=179/6:mold=10:ratio=0.3:death_color=#602020:life_color=#E0E0A0,"
        + "scale=640x360", "small"
    ),
    ("gradients=s=1280x720:r=30:nb_colors=6:seed=3:speed=0.05,\(noise)", "smooth"),
  ]
}
