/// One thing to say about a recipe or a profile.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    /// Nothing is built.
    case error
    /// The recipe builds; the author may want to know.
    case warning
  }

  /// A second place that explains the first.
  public struct Note: Hashable, Sendable {
    public var message: String
    public var mark: SourceMark?

    public init(_ message: String, at mark: SourceMark? = nil) {
      self.message = message
      self.mark = mark
    }
  }

  public var severity: Severity
  /// What is wrong and what to do, as one sentence without a full stop.
  public var message: String
  /// Where. `nil` for what stands in no file, such as an option of the command line.
  public var mark: SourceMark?
  /// A word that was probably meant.
  public var suggestion: String?
  public var notes: [Note]

  public init(
    _ message: String, at mark: SourceMark?, severity: Severity = .error,
    suggestion: String? = nil, notes: [Note] = []
  ) {
    self.severity = severity
    self.message = message
    self.mark = mark
    self.suggestion = suggestion
    self.notes = notes
  }

  public var file: String? { mark?.file }
  public var line: Int? { mark?.line }
  public var column: Int? { mark?.column }
  public var length: Int? { mark?.length }
}
