import ArtifactStore
import BuildGraph
import Glibc

/// A temporary folder with a store in it.
final class Scratch {
  let folder: String
  var storePath: String { "\(folder)/store" }

  init() throws {
    var template = Array("/tmp/reel-store-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw StoreError(code: .input, message: "no temporary folder")
    }
    folder = String(cString: made)
  }

  deinit { Self.removeTree(folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, to path: String) {
    guard let file = fopen(path, "we") else { return }
    fputs(text, file)
    fclose(file)
  }

  func read(_ path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  static func removeTree(_ path: String) {
    if unlink(path) == 0 { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { removeTree("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

func digest(_ text: String) -> Digest { SHA256.digest(of: Array(text.utf8)) }

extension ArtifactStore {
  /// Publishes a text as a stage's output would be.
  func add(_ text: String) throws {
    let scratch = try makeScratch()
    let file = "\(scratch)/out"
    guard let stream = fopen(file, "we") else { return }
    fputs(text, stream)
    fclose(stream)
    try publish(file: file, digest: digest(text), size: Int64(text.utf8.count))
    removeScratch(scratch)
  }
}

func result(_ texts: String..., stage: String = "test", inline: Bool = false) -> ActionResult {
  ActionResult(
    stage: stage,
    outputs: texts.enumerated().map { index, text in
      .init(
        name: "out\(index)", digest: digest(text), size: Int64(text.utf8.count),
        inline: inline ? Array(text.utf8) : nil)
    }, wallSeconds: 1.5, cpuSeconds: 2.25, peakMemory: 1 << 30, lastUsed: ArtifactStore.today)
}

/// A key text with these fields.
func key(_ fields: [(String, String)]) -> KeyText {
  var encoder = FieldEncoder()
  for (name, value) in fields { encoder.field(name, value) }
  return KeyText(bytes: encoder.bytes)
}
