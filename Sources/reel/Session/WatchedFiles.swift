import BuildEngine
import RecipeLanguage

/// The machine's files; those that are read are watched.
struct WatchedFiles: RecipeFiles {
  var request: BuildRequest?

  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    request?.watch(path)
    return try DiskFiles().read(path)
  }
}
