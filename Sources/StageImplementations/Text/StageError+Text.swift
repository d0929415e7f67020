public import MediaEngine
public import WorkerProtocol

extension StageError {
  /// The same failure under the same code.
  public init(_ error: TextError) {
    self.init(code: error.code.rawValue, message: error.message)
  }
}
