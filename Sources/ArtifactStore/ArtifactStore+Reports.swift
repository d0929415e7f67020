internal import BuildGraph
internal import Glibc

/// Reports of past builds, for people who ask afterwards. They are no artifacts: nothing in a
/// build reads them, and losing them costs nothing.
///
/// `reports/<16 hexadecimal digits of the project's digest>/<number>.json`; the highest number is
/// the latest. Numbers, not times: a clock may be set back.
extension ArtifactStore {
  /// How many reports of a project are kept.
  public static let reportLimit = 20

  /// Keeps a report, whole or not at all, and deletes the oldest beyond ``reportLimit``.
  ///
  /// - Parameter project: What tells this project's reports from others'.
  /// - Throws: ``StoreError`` if it cannot be written.
  public func saveReport(_ bytes: [UInt8], project: String) throws(StoreError) {
    let folder = Self.reportFolder(store: path, project: project)
    try createFolders(folder)
    let scratch = try makeScratch()
    defer { removeScratch(scratch) }
    let draft = "\(scratch)/report.json"
    try writeFile(draft, bytes)
    let numbers = Self.reportNumbers(in: folder)
    var number = (numbers.last ?? 0) + 1
    // Another build may take the number at the same moment.
    while link(draft, Self.reportPath(folder, number)) != 0 {
      guard errno == EEXIST else {
        throw StoreError.system("Cannot keep the report", Self.reportPath(folder, number))
      }
      number += 1
    }
    for old in numbers.dropLast(Self.reportLimit - 1) {
      unlink(Self.reportPath(folder, old))
    }
  }

  /// The paths of a project's reports, the latest first. The store need not be open, nor exist.
  ///
  /// - Parameter store: The store's folder.
  public static func reports(inStore store: String, project: String) -> [String] {
    let folder = reportFolder(store: store, project: project)
    return reportNumbers(in: folder).reversed().map { reportPath(folder, $0) }
  }

  private static func reportFolder(store: String, project: String) -> String {
    "\(store)/reports/\(SHA256.digest(of: Array(project.utf8)).hex.prefix(16))"
  }

  private static func reportPath(_ folder: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(folder)/\(String(repeating: "0", count: max(8 - digits.count, 0)))\(digits).json"
  }

  private static func reportNumbers(in folder: String) -> [Int] {
    folderEntries(folder).compactMap { name in
      name.hasSuffix(".json") ? Int(name.dropLast(5)) : nil
    }.sorted()
  }
}
