/// What reading a recipe needs at hand: the files, the variables, and where errors go.
///
/// One thread uses it, from the first byte read to the finished recipe.
final class RecipeReader {
  /// The files that were read, in this order; a mark's `file` counts from here.
  private(set) var files: [SourceFile] = []
  /// The files' paths once more: marks are made by the thousand.
  private(set) var paths: [String] = []
  private(set) var sink = DiagnosticSink()
  /// How often an error was reported, repetitions included: a value behind an alias fails each
  /// time that it is read.
  private(set) var errorCount = 0
  private var variables = Variables()
  /// The files that the film is made from, as far as they were read.
  private(set) var sources: [Located<RecipePath>] = []
  /// The same for the films that are to be made.
  private(set) var outputs: [Located<RecipePath>] = []

  func add(_ file: SourceFile) -> Int32 {
    files.append(file)
    paths.append(file.path)
    return Int32(files.count - 1)
  }

  /// The place of a node for those who know no YAML.
  func mark(_ mark: YAMLMark) -> SourceMark {
    SourceMark(
      file: paths[Int(mark.file)], line: Int(mark.line), column: Int(mark.column),
      length: Int(mark.length))
  }

  /// The colour that YAML takes for a comment, in the line of a mark.
  func commentedColor(at mark: YAMLMark) -> CommentedColor? {
    CommentedColor(
      in: files[Int(mark.file)].bytes, lines: mark.line...mark.line, file: mark.file)
  }

  /// A path in the folder of the file that names it.
  func path(_ text: String, at mark: YAMLMark) -> RecipePath {
    RecipePath(text: text, relativeTo: files[Int(mark.file)].folder)
  }

  func note(source: Located<RecipePath>) { sources.append(source) }

  func note(output: Located<RecipePath>) { outputs.append(output) }

  func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    sink.report(diagnostic)
  }

  func report(
    _ message: String, at mark: YAMLMark, suggestion: String? = nil,
    note: (message: String, mark: YAMLMark)? = nil
  ) {
    let notes = note.map { [Diagnostic.Note($0.message, at: self.mark($0.mark))] } ?? []
    report(Diagnostic(message, at: self.mark(mark), suggestion: suggestion, notes: notes))
  }

  func reportUnexpected(_ node: YAMLNode, expected: String) {
    report("expected \(expected), found \(node.kindDescription)", at: node.mark)
  }

  func declareVariables(_ node: YAMLNode?, set: [(name: String, value: String)]) {
    variables.declare(node, set: set, self)
  }

  /// A scalar with its variables replaced, or `nil`, reported, if it is none.
  func scalar(_ node: YAMLNode, expected: String) -> YAMLScalar? {
    guard case .scalar(let scalar) = node.content else {
      reportUnexpected(node, expected: expected)
      return nil
    }
    guard scalar.hasDollar else { return scalar }
    let value = variables.interpolate(scalar, at: node.mark, self)
    // What is wrong with a variable was reported at the variable, once.
    if value == nil { errorCount += 1 }
    return value
  }
}
