import BuildGraph
import RecipeLanguage
import StageCatalog

/// Finds out where words part in scripts without spaces; other texts need no stage for it.
struct WordBorderReader {
  private let film: FilmBuilder
  private let label: String

  init(film: FilmBuilder, label: String) {
    self.film = film
    self.label = label
  }

  /// Places in Unicode scalars.
  ///
  /// - Returns: `nil` while the stage that knows has not run.
  func places(in text: String) throws -> [Int]? {
    guard Self.needsDictionary(text) else { return [] }
    let node = film.builder.add(
      WordsParameters(text: text, language: film.recipe.metadata.language?.value ?? ""),
      label: "\(label)/words")
    return try film.builder.result(WordBorders.self, of: node, output: "words")?.places
  }

  /// Places in each of several texts, by one stage for all.
  ///
  /// - Returns: `nil` while the stage that knows has not run.
  func places(inEach texts: [String]) throws -> [[Int]]? {
    let asked = texts.indices.filter { Self.needsDictionary(texts[$0]) }
    guard let places = try places(in: asked.map { texts[$0] }.joined(separator: "\n")) else {
      return nil
    }
    var result = [[Int]](repeating: [], count: texts.count)
    var rest = places[...]
    var start = 0
    for index in asked {
      let end = start + texts[index].unicodeScalars.count
      let own = rest.prefix { $0 < end }
      rest = rest.dropFirst(own.count)
      result[index] = own.filter { $0 > start }.map { $0 - start }
      start = end + 1
    }
    return result
  }

  private static func needsDictionary(_ text: String) -> Bool {
    text.unicodeScalars.contains { WritingSystem.of($0)?.isUnspaced ?? false }
  }
}
