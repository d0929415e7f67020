/// A path that a recipe names.
public struct RecipePath: Hashable, Sendable {
  /// As it is written.
  public var text: String
  /// Relative to where the program runs, or absolute: the folder of the file that names it, then
  /// the text. `.` and empty parts are dropped; `..` stays, since a folder before it may be a
  /// symbolic link.
  public var resolved: String

  public init(text: String, resolved: String) {
    self.text = text
    self.resolved = resolved
  }

  /// - Parameter folder: The folder of the file that names the path; empty for the current one.
  public init(text: String, relativeTo folder: String) {
    self.text = text
    resolved = PathText.joined(folder, text)
  }
}
