import Foundation
import Testing

/// Runs programs and waits for them.
struct Program {
  var path: String

  struct Result {
    var status: Int32
    /// The signal that ended the program, if one did.
    var signal: Int32?
    var output: String
    var errors: String
    var seconds: Double
  }

  /// The program under test, as `make build` leaves it.
  static let reel = Program(path: root + "/.build/release/reel")

  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static func find(_ name: String) -> Program { Program(path: "/usr/bin/\(name)") }

  /// - Parameters:
  ///   - folder: Where the program runs.
  ///   - environment: Is added to the tests' own.
  func run(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:]
  ) throws -> Result {
    let process = try start(arguments, in: folder, environment: environment)
    return process.wait()
  }

  func start(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:]
  ) throws -> Running {
    try #require(
      FileManager.default.isExecutableFile(atPath: path), "no \(path): run 'make build' first")
    return try Running(path, arguments, folder: folder, environment: environment)
  }

  /// A program that has been started.
  final class Running {
    let process = Process()
    private let outputFile: URL
    private let errorFile: URL
    private let start = Date()

    fileprivate init(
      _ path: String, _ arguments: [String], folder: Folder, environment: [String: String]
    ) throws {
      // Files rather than pipes: nobody has to read while the program runs.
      outputFile = folder.url(".out-\(UUID().uuidString)")
      errorFile = folder.url(".err-\(UUID().uuidString)")
      for file in [outputFile, errorFile] {
        try Data().write(to: file)
      }
      process.executableURL = URL(filePath: path)
      process.arguments = arguments
      process.currentDirectoryURL = folder.url
      var merged = ProcessInfo.processInfo.environment
      for name in ["REEL_STORE", "REEL_PROFILE", "REEL_WORKER"] { merged[name] = nil }
      merged.merge(environment) { _, new in new }
      process.environment = merged
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: outputFile)
      process.standardError = try FileHandle(forWritingTo: errorFile)
      try process.run()
    }

    func wait() -> Result {
      process.waitUntilExit()
      let isSignal = process.terminationReason == .uncaughtSignal
      defer {
        try? FileManager.default.removeItem(at: outputFile)
        try? FileManager.default.removeItem(at: errorFile)
      }
      return Result(
        status: process.terminationStatus, signal: isSignal ? process.terminationStatus : nil,
        output: (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "",
        errors: (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "",
        seconds: Date().timeIntervalSince(start))
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }
  }
}

/// A folder of one test, removed with it.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "reel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func url(_ name: String) -> URL { url.appending(path: name) }
  func path(_ name: String) -> String { url(name).path }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }
  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url(name))
  }
}
