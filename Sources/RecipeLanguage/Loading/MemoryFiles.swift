/// Files that exist in memory only, for tests and for tools that edit recipes.
public struct MemoryFiles: RecipeFiles {
  public var contents: [String: [UInt8]]

  public init(_ texts: [String: String] = [:]) {
    contents = texts.mapValues { Array($0.utf8) }
  }

  public func read(_ path: String) throws(FileProblem) -> [UInt8] {
    guard let bytes = contents[path] else { throw FileProblem("no such file") }
    guard bytes.count <= YAMLLimits.fileSize else {
      throw FileProblem("it has more than 16 MiB")
    }
    return bytes
  }
}
