import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// A kind of video file, made by ffmpeg, and what has to be seen in it.
///
/// Frame n of the pictures that most are made of has the luma 16 + 3 · n, so that what is shown
/// says which frame it is. Times and sizes are those that were asked of ffmpeg, not those that
/// this program finds.
struct VideoInput: CustomTestStringConvertible, Sendable {
  var name: String
  /// The file's name; what it says of its kind may be wrong.
  var file: String
  /// Makes the file of that path.
  var make: @Sendable (Bench, String) throws -> Void
  /// Numbers of the frames that 25 output frames a second show.
  var shows: [Int]
  var size = (width: 64, height: 48)
  var hasSound = false

  var testDescription: String { name }

  /// Output frames a second in which `shows` counts.
  static let rate = 25

  /// The counting pictures, as an input of ffmpeg.
  static func counting(_ frames: Int, rate: String = "25", size: String = "64x48") -> [String] {
    [
      "-f", "lavfi", "-t", "\(Double(frames) / (Double(rate) ?? 25))", "-i",
      "color=black:s=\(size):r=\(rate),format=yuv420p,geq=lum='16+3*N':cb=128:cr=128",
    ]
  }

  static func ffmpeg(
    _ name: String, _ file: String, frames: Int = 10, shows: [Int]? = nil,
    size: (width: Int, height: Int) = (64, 48), hasSound: Bool = false, _ arguments: [String],
    pictures: [String]? = nil
  ) -> VideoInput {
    VideoInput(
      name: name, file: file,
      make: { bench, path in
        let output = try bench.run(
          "ffmpeg",
          ["-v", "error", "-y"] + (pictures ?? counting(frames)) + arguments
            + ["-frames:v", "\(frames)", path])
        if !output.isEmpty { print("\(name): \(output)") }
      }, shows: shows ?? Array(0..<frames), size: size, hasSound: hasSound)
  }

  /// Several runs of ffmpeg; arguments that begin with `@` are files in the folder.
  static func steps(
    _ name: String, _ file: String, shows: [Int], size: (width: Int, height: Int) = (64, 48),
    hasSound: Bool = false, _ runs: [[String]],
    then edit: @escaping @Sendable (Bench, String) throws -> Void = { _, _ in }
  ) -> VideoInput {
    VideoInput(
      name: name, file: file,
      make: { bench, path in
        for run in runs {
          let arguments = run.map { $0.hasPrefix("@") ? bench.path(String($0.dropFirst())) : $0 }
          let output = try bench.run("ffmpeg", ["-v", "error", "-y"] + arguments)
          if !output.isEmpty { print("\(name): \(output)") }
        }
        try edit(bench, path)
      }, shows: shows, size: size, hasSound: hasSound)
  }
}
