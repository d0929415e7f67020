import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Sets a title card: large words, and smaller ones under them.
enum TitleLayout {
  /// - Parameter length: Frames for which the title shows.
  static func overlay(
    of title: TitleCard?, length: Int, film: FilmBuilder, inputs: inout InputList
  ) -> StageCatalog.Overlay? {
    guard let title else { return nil }
    return StageCatalog.Overlay(
      content: film.content(of: title, inputs: &inputs), anchor: title.position,
      opacity: Rational(1), start: 0, end: length)
  }
}
