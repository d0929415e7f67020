import FilmVocabulary
import Foundation

@testable import MediaEngine

/// A folder for test files, and the programs that make and judge them.
final class Bench {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("reel-media-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    if ProcessInfo.processInfo.environment["REEL_KEEP"] == nil {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Runs a program in the folder and gives what it wrote to both outputs.
  @discardableResult
  func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  func ffmpeg(_ arguments: String...) throws {
    let output = try run("ffmpeg", ["-v", "error", "-y"] + arguments)
    if !output.isEmpty { print("ffmpeg \(arguments): \(output)") }
  }

  /// A clip whose frame n has the luma 16 + 3 · n everywhere.
  func countingClip(
    _ name: String, frames: Int = 60, rate: String = "25", _ arguments: [String]
  ) throws -> String {
    try run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i",
        "color=black:s=64x48:r=\(rate),format=yuv420p,geq=lum='16+3*N':cb=128:cr=128",
        "-frames:v", "\(frames)",
      ] + arguments + [path(name)])
    return path(name)
  }
}

extension Picture.Plane {
  var mean: Double {
    var sum = 0
    for y in 0..<height { for x in 0..<width { sum += Int(row(y)[x]) } }
    return Double(sum) / Double(width * height)
  }

  /// All pixels, row by row.
  var pixels: [UInt8] {
    (0..<height).flatMap { y in (0..<width).map { row(y)[$0] } }
  }
}

extension Picture {
  static func filled(_ color: Color, width: Int = 64, height: Int = 48) -> Picture {
    let picture = Picture(width: width, height: height)
    picture.fill(color)
    return picture
  }

  var means: [Double] { [luma.mean, blue.mean, red.mean] }
}

/// The folder with real media, or `nil` if there is none.
func realMedia() -> String? {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let named = ProcessInfo.processInfo.environment["REEL_TEST_MEDIA"]
  let folder = named ?? root.appendingPathComponent("../shared/media").standardized.path
  return FileManager.default.fileExists(atPath: folder) ? folder : nil
}
