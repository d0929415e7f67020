import BuildReports
import Glibc

/// Where a report is: a file that somebody asked for, or one that the store has kept.
struct ReportSource {
  let path: String
  /// What it is called in front of people.
  let name: String

  /// A report is at most as large as this, in bytes.
  private static let limit = 256 << 20

  /// - Parameters:
  ///   - operands: One report's file, or recipes; none for `reel.yaml`.
  ///   - store: What `--store` says.
  static func one(_ operands: [String], store: String?) throws -> ReportSource {
    if let file = operands.first, isFile(file) {
      guard operands.count == 1 else {
        throw UsageError(
          message: "'report' shows one build; '--compare' shows two", command: ReportCommand.name)
      }
      return ReportSource(path: file, name: Paths.short(file))
    }
    return try last(1, of: operands, store: store)[0]
  }

  /// The two sides of a comparison, the older first: two files, or two recipes, or the last two
  /// builds of one.
  static func pair(
    _ operands: [String], store: String?
  ) throws -> (old: ReportSource, new: ReportSource) {
    if operands.count == 2 {
      return (try one([operands[0]], store: store), try one([operands[1]], store: store))
    }
    guard operands.count < 2, !isFile(operands.first ?? "") else {
      throw UsageError(
        message: "'--compare' wants two reports, or one recipe for its last two builds",
        command: ReportCommand.name)
    }
    let latest = try last(2, of: operands, store: store)
    return (latest[1], latest[0])
  }

  /// - Throws: ``ReportedError`` after saying what is wrong with the file.
  func read() throws -> BuildReport {
    do throws(ReportError) { return try BuildReport(json: try bytes()) } catch {
      throw Self.wrong("\(path): \(error.message)")
    }
  }

  private func bytes() throws(ReportError) -> [UInt8] {
    guard let file = fopen(path, "r") else {
      throw ReportError(
        code: .malformed, message: "cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
      if bytes.count > Self.limit {
        throw ReportError(code: .notAReport, message: "it is too large for a report")
      }
    }
    guard ferror(file) == 0 else {
      throw ReportError(
        code: .malformed, message: "cannot be read: \(String(cString: strerror(errno)))")
    }
    return bytes
  }

  private static func isFile(_ operand: String) -> Bool { operand.hasSuffix(".json") }

  /// The last reports of recipes, the latest first.
  private static func last(
    _ count: Int, of operands: [String], store: String?
  ) throws -> [ReportSource] {
    let recipes = operands.isEmpty ? ["reel.yaml"] : operands
    for recipe in recipes where !Paths.exists(recipe) {
      throw wrong(
        operands.isEmpty
          ? "'report' wants a report's file or a recipe; without one it takes 'reel.yaml', which "
            + "is not here"
          : "'\(recipe)' is not here; 'report' wants a report's file (.json) or a recipe")
    }
    let archive = ReportArchive(recipes: recipes, store: store)
    let paths = archive.paths
    guard paths.count >= count else {
      let what = recipes.map(Paths.short).joined(separator: ", ")
      throw wrong(
        paths.isEmpty
          ? "the store has no report of \(what); build it first, or name a report's file"
          : "the store has only one report of \(what); build it once more, or name two files")
    }
    return paths.prefix(count).map { path in
      let number = path.split(separator: "/").last?.dropLast(".json".count) ?? ""
      let digits = number.drop { $0 == "0" }
      return ReportSource(path: path, name: "build \(digits)")
    }
  }

  private static func wrong(_ message: String) -> ReportedError {
    Console.error(message)
    return ReportedError(status: .usage, description: message)
  }
}
