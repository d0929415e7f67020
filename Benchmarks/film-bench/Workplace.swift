import BenchSupport
import Foundation

/// A folder for one run of the benchmark, and how programs are run in it.
struct Workplace {
  let folder: String
  let environment: [String]

  init(in parent: String) throws {
    folder = "\(parent)/reel-film-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    // Some tools open a window where there is none.
    environment = ["PATH=\(path)", "HOME=\(folder)", "QT_QPA_PLATFORM=offscreen", "LANG=C.UTF-8"]
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  /// Runs a program that has to end well; what it says on standard error is in the error if not.
  @discardableResult
  func run(_ words: [String], output: String = "/dev/null") throws -> TimedProcess {
    let errors = path("errors.txt")
    do {
      return try TimedProcess(
        words, in: folder, environment: environment, output: output, errors: errors,
        watchesMemory: true)
    } catch let error as BenchError {
      let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      throw BenchError("\(error)\n\(said.suffix(2000))")
    }
  }

  /// What a program prints.
  func output(of words: [String]) throws -> String {
    let file = path("output.txt")
    try run(words, output: file)
    return try String(contentsOfFile: file, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
