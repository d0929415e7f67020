/// Why a file is no file of captions.
public struct CaptionFileError: Error, Hashable, Sendable {
  /// The line at which that shows, counted from 1.
  public var line: Int
  /// What is wrong and what to do, without the file's name and without a full stop.
  public var message: String

  init(line: Int = 1, _ message: String) {
    self.line = line
    self.message = message
  }
}

extension CaptionFileError: CustomStringConvertible {
  public var description: String { "line \(line): \(message)" }
}
