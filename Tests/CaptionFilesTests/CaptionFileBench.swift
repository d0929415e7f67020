import FilmVocabulary
import Foundation
import Testing

@testable import CaptionFiles

/// What the tests of captions share.
enum CaptionFileBench {
  static func read(_ text: String, keepsScript: Bool = false) throws -> CaptionDocument {
    try CaptionReader.read(Array(text.utf8), keepsScript: keepsScript)
  }

  /// `start-end text` of every cue, with slashes for line breaks and markup in brackets.
  static func summary(_ document: CaptionDocument) -> [String] {
    document.cues.map { cue in
      let caption = cue.caption
      let text = caption.runs.map { run in
        let spoken = run.spoken.map { "@\($0) " } ?? ""
        return run.markup.isPlain ? spoken + run.text : spoken + "[\(run.markup)|\(run.text)]"
      }.joined()
      return "\(caption.start)-\(caption.end) " + text.replacing("\n", with: "/")
    }
  }

  static func remarks(_ document: CaptionDocument) -> [String] {
    document.remarks.map { "\($0.line ?? 0): \($0.text)" }
  }

  /// A file of the shared test media, if it is there.
  static func media(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["REEL_TEST_MEDIA"]
      ?? root.appendingPathComponent("../shared/media").standardized.path
    let path = folder + "/" + name
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// What ffmpeg makes of a file: `start-end` in milliseconds, and the text without tags.
  static func ffmpeg(_ path: String) throws -> [(times: String, text: String)] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-i", path, "-map", "0:s:0", "-c:s", "text", "-f", "srt", "-",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let document = try CaptionReader.read(Array(data))
    return document.cues.map {
      ("\($0.caption.start)-\($0.caption.end)", $0.caption.text)
    }
  }
}
