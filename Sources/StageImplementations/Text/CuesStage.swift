internal import CaptionFiles
internal import FoundationEssentials
public import StageCatalog
public import WorkerProtocol

/// Reads a file of captions.
public enum CuesStage: StageImplementation {
  public static func run(_ parameters: CuesParameters, in context: StageContext) throws {
    try context.checkCancelled()
    let path = try context.input("file")
    let bytes = try read(path)
    do {
      try context.write(
        json: CaptionReader.read(bytes, keepsScript: parameters.keepsScript), to: "cues")
    } catch let error as CaptionFileError {
      throw StageError(
        code: "invalid-captions", message: "\(path):\(error.line): \(error.message).")
    }
    context.progress(1)
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
