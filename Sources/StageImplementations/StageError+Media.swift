internal import MediaEngine
internal import WorkerProtocol

extension StageError {
  /// The same failure under the same code.
  init(_ error: MediaError) {
    self.init(code: error.code.rawValue, message: error.message, detail: error.detail)
  }

  /// Does some work and hands on its failure in the form in which the engine reports it.
  static func mapping<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as MediaError {
      throw StageError(error)
    } catch let error as TextError {
      throw StageError(error)
    }
  }
}
