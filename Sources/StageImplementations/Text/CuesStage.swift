internal import BuildGraph
internal import CaptionFiles
internal import FilmVocabulary
internal import FoundationEssentials
public import StageCatalog
public import WorkerProtocol

/// Reads a file of captions.
public enum CuesStage: StageImplementation {
  public static func run(_ parameters: CuesParameters, in context: StageContext) throws {
    try context.checkCancelled()
    let path = try context.input("file")
    let document: CaptionDocument
    do {
      document = try CaptionReader.read(read(path), keepsScript: parameters.keepsScript)
    } catch let error as CaptionFileError {
      throw StageError(
        code: "invalid-captions", message: "\(path):\(error.line): \(error.message).")
    }
    guard entries(of: document) <= entryLimit else { throw tooMany(document, path) }
    try context.checkCancelled()
    let bytes = try StageContext.json(document)
    guard bytes.count <= StageDescriptor.Output.inlineLimit else { throw tooMany(document, path) }
    try context.write(bytes, to: "cues")
    context.progress(1)
  }

  /// Pieces of text that a document may hold: the compiler reads it as a whole. A day of speech has
  /// 40,000 captions, a script full of typeset signs ten times as many.
  private static let entryLimit = 500_000

  private static func entries(of document: CaptionDocument) -> Int {
    document.cues.reduce(document.script?.events.count ?? 0) { $0 + 1 + $1.caption.runs.count }
  }

  private static func tooMany(_ document: CaptionDocument, _ path: String) -> StageError {
    let events = document.script?.events.count ?? 0
    return StageError(
      code: "invalid-captions",
      message: "\(path) holds \(max(document.cues.count, events)) captions, more or longer ones "
        + "than any film has; split the file.")
  }

  private static func read(_ path: String) throws -> [UInt8] {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw StageError(code: "unreadable", message: "\(path) is not a regular file.")
      }
      if let size = attributes[.size] as? Int, size > CaptionReader.limit {
        throw StageError(
          code: "invalid-captions",
          message: "\(path) has \(size >> 20) MB, more than the captions of any film.")
      }
      return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    } catch let error as StageError {
      throw error
    } catch {
      throw StageError(code: "unreadable", message: "\(path) cannot be read.", detail: "\(error)")
    }
  }
}
