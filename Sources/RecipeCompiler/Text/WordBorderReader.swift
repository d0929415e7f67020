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
    guard text.unicodeScalars.contains(where: { WritingSystem.of($0)?.isUnspaced ?? false }) else {
      return []
    }
    let node = film.builder.add(
      WordsParameters(text: text, language: film.recipe.metadata.language?.value ?? ""),
      label: "\(label)/words")
    return try film.builder.result(WordBorders.self, of: node, output: "words")?.places
  }
}
