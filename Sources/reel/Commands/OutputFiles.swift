import BuildReports
import Glibc

/// The files that `build` writes about itself, opened before anything runs: a path that cannot be
/// written should not be found out after an hour of rendering.
struct OutputFiles {
  let json: TextSink?
  private let trace: TextSink?
  private let report: TextSink?
  private let reportForm: ReportForm

  init(_ arguments: ParsedArguments, session: RecipeSession) throws {
    reportForm = try ReportForm(path: arguments.value(BuildCommand.report))
    var files = session.writableFiles
    for path in session.outputPaths { try files.claim(path, as: "the output") }
    for option in [.json, BuildCommand.trace, BuildCommand.report] {
      guard let path = arguments.value(option), path != "-" else { continue }
      try files.claim(path, as: "the file of --\(option.name)")
    }
    json = try Self.sink(arguments.value(.json))
    trace = try Self.sink(arguments.value(BuildCommand.trace))
    report = try Self.sink(arguments.value(BuildCommand.report))
  }

  /// Whether anything but the events wants a report of the build.
  var wantReport: Bool { trace != nil || report != nil }

  /// Writes what is known at the end.
  func finish(_ built: BuildReport, recorder: BuildRecorder) {
    trace?.write(TraceFile.bytes(built, cachedCounts: recorder.cachedCounts))
    report?.write(reportForm.bytes(of: built))
    checkEvents()
    for (sink, what) in [(trace, "trace"), (report, "report")] { Self.check(sink, what) }
  }

  /// Says so if not all events could be written.
  func checkEvents() { Self.check(json, "events") }

  private static func check(_ sink: TextSink?, _ what: String) {
    if sink?.failed == true { Console.note("warning: the \(what) could not be written in full") }
  }

  private static func sink(_ path: String?) throws -> TextSink? {
    guard let path else { return nil }
    if path == "-" { return Console.output }
    guard let sink = TextSink(path: path) else {
      Console.error("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
      throw ReportedError(status: .usage)
    }
    return sink
  }
}
