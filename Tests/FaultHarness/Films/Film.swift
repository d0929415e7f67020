/// A tiny film with two states: as it was first, and after an edit.
struct Film: Sendable {
  var name: String
  /// The recipe by state.
  var recipes: [String]
  /// The source files: name and content by state. Contents of one file have the same size, so
  /// that no change can be told by that.
  var sources: [(name: String, contents: [[UInt8]])]
  /// The files that it makes, beside the recipe.
  var outputs: [String]

  static let states = 0...1

  static let recipeName = "film.yaml"

  /// The source that the edit changes, if the edit is not in the recipe.
  var changingSource: (name: String, contents: [[UInt8]])? {
    sources.first { $0.contents[0] != $0.contents[1] }
  }

  /// Writes the recipe and the sources in a state, leaving alone what has the content already.
  func write(to folder: String, state: Int) throws {
    try Files.createFolder(folder)
    for (file, bytes) in contents(state) {
      let path = "\(folder)/\(file)"
      if (try? Files.read(path)) != bytes { try Files.write(bytes, to: path) }
    }
  }

  private func contents(_ state: Int) -> [(String, [UInt8])] {
    [(Self.recipeName, Array(recipes[state].utf8))] + sources.map { ($0.name, $0.contents[state]) }
  }
}
