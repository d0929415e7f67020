import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import WorkerProtocol

@testable import StageImplementations

/// A folder in which stages are run and programs look at what they made.
final class StageBench {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("reel-stages-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    if ProcessInfo.processInfo.environment["REEL_KEEP"] == nil {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func probe(_ clip: String, as name: String) throws -> MediaDescription {
    try ProbeStage.run(
      ProbeParameters(),
      in: context([("clip", clip)], [("info", name + ".json"), ("index", name + ".index")]))
    let data = try Data(contentsOf: URL(fileURLWithPath: path(name + ".json")))
    return try JSONDecoder().decode(MediaDescription.self, from: data)
  }

  func picture(_ image: String, _ size: PictureParameters.Size, as name: String) throws {
    try PictureStage.run(
      PictureParameters(size: size, resampling: .bicubic),
      in: context([("image", image)], [("picture", name)]))
  }

  func segment(
    _ parameters: SegmentParameters, pictures: [String] = [], clips: [String] = [],
    fonts: [String] = [], as name: String
  ) throws {
    var inputs = pictures.map { ("picture", path($0)) }
    for clip in clips { inputs.append(("clip", clip)) }
    for clip in clips {
      let index = path(URL(fileURLWithPath: clip).lastPathComponent + ".index")
      if !FileManager.default.fileExists(atPath: index) {
        _ = try probe(clip, as: URL(fileURLWithPath: clip).lastPathComponent)
      }
      inputs.append(("index", index))
    }
    inputs += fonts.map { ("font", $0) }
    try SegmentStage.run(parameters, in: context(inputs, [("packets", name)]))
  }

  func film(_ parameters: FilmParameters, video: [String], sound: [String] = [], as name: String)
    throws
  {
    try FilmStage.run(
      parameters,
      in: context(
        video.map { ("video", path($0)) } + sound.map { ("sound", path($0)) }, [("film", name)]))
  }

  func context(
    _ inputs: [(String, String)], _ outputs: [(String, String)],
    cancellation: Cancellation = Cancellation()
  ) -> StageContext {
    StageContext(
      inputs: inputs.map { .init(role: $0.0, path: $0.1) },
      outputs: outputs.map { .init(name: $0.0, path: path($0.1)) }, scratch: folder,
      cancellation: cancellation)
  }

  /// Runs a program and gives what it wrote to both outputs.
  @discardableResult
  func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  /// Makes a clip by a test source of ffmpeg's.
  func clip(_ name: String, _ arguments: [String]) throws -> String {
    try run("ffmpeg", ["-v", "error", "-y"] + arguments + [path(name)])
    return path(name)
  }

  /// What a strict decoder has to say against a file: nothing, if all is well.
  func complaints(about name: String) throws -> String {
    try run(
      "ffmpeg",
      ["-v", "warning", "-xerror", "-err_detect", "explode", "-i", name, "-f", "null", "-"])
  }

  /// Hashes of all decoded pictures.
  func pictureHashes(_ name: String) throws -> [String] {
    try run("ffmpeg", ["-v", "error", "-i", name, "-map", "0:v", "-f", "framemd5", "-"])
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { String($0.split(separator: ",").last!).trimmingCharacters(in: .whitespaces) }
  }
}
