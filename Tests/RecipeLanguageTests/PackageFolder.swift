import Testing

@testable import RecipeLanguage

/// Where the package's files and the test media are.
enum Package {
  /// The package's root folder.
  static let root: String = {
    var path = #filePath
    for _ in 0..<3 { path = PathText.folder(of: path) }
    return path
  }()
}
