internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Finds the words of a text by rules and dictionaries.
public enum WordsStage: StageImplementation {
  public static func run(_ parameters: WordsParameters, in context: StageContext) throws {
    try context.write(
      json: WordBorders(
        places: TextBreaks.words(of: parameters.text, language: parameters.language)),
      to: "words")
  }
}
