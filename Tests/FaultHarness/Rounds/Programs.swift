import Glibc

/// The programs under test.
struct Programs: Sendable {
  /// The folder that holds `reel` and `reel-worker`.
  let folder: String
  /// What `reel store --help` says, which tells what the command can do.
  let storeHelp: String

  /// - Throws: ``HarnessError`` if they are not there.
  init(folder: String) throws {
    self.folder = folder
    for program in ["reel", "reel-worker"] where access("\(folder)/\(program)", X_OK) != 0 {
      throw HarnessError("\(folder)/\(program) is not there: run 'make build' first")
    }
    var template = Array("/tmp/reel-help-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw HarnessError.system("make", "a file") }
    close(file)
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(path) }
    let child = try Child(
      ["\(folder)/reel", "store", "--help"], environment: [:],
      streams: .init(output: .file(path), errors: .file(path)))
    _ = child.wait(seconds: 10)
    storeHelp = Files.text(path)
  }

  var reel: String { "\(folder)/reel" }
  var worker: String { "\(folder)/reel-worker" }

  func build(recipe: String, store: String, jobs: Int = 2) -> [String] {
    [reel, "build", "--store", store, "--progress", "plain", "--jobs", "\(jobs)", recipe]
  }
}
