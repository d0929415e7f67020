import BuildReports
import Glibc

/// `reel report`: what a build that is over did, and what could be done about it.
enum ReportCommand: Command {
  static let name = "report"
  static let summary = "show a past build's figures, compare two builds, give advice"
  static let operands = "[FILE.json|RECIPE…]"

  static let advise = OptionSpec(
    name: "advise", summary: "say what could be done, with the figures that speak for it")
  static let compare = OptionSpec(
    name: "compare", summary: "compare two builds: two files, or the last two of a recipe")
  static let page = OptionSpec(
    name: "html", placeholder: "FILE", summary: "write the report as a page of its own")
  static let json = OptionSpec(name: "json", summary: "print the report as JSON")
  static let options: [OptionSpec] = [advise, compare, page, json, .store]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    if arguments.has(compare) { return try showComparison(arguments) }
    let source = try ReportSource.one(arguments.operands, store: arguments.value(.store))
    let report = try source.read()
    if let path = arguments.value(page) {
      guard try ReportForm(path: path) == .page else {
        throw UsageError(message: "'--html' wants a .html file, not '\(path)'", command: name)
      }
      try write(report, to: path, notOver: [source.path] + arguments.operands)
    }
    if arguments.has(json) { Console.output.write(report.json()) }
    if arguments.has(advise) {
      Console.output.write(ReportText.advice(Advisor.advice(on: report)))
    }
    if !arguments.has(json) && !arguments.has(advise) && arguments.value(page) == nil {
      Console.output.write(ReportText.text(report))
    }
    return .success
  }

  private static func showComparison(_ arguments: ParsedArguments) throws -> ExitStatus {
    for option in [advise, page, json] where arguments.has(option) {
      throw UsageError(
        message: "'--compare' and '--\(option.name)' do not go together", command: name)
    }
    let (old, new) = try ReportSource.pair(arguments.operands, store: arguments.value(.store))
    let comparison = BuildComparison(try old.read(), try new.read())
    Console.output.write(
      ComparisonText.text(comparison, oldName: old.name, newName: new.name))
    return .success
  }

  private static func write(_ report: BuildReport, to path: String, notOver sources: [String])
    throws
  {
    var files = WritableFiles(sources: sources)
    try files.claim(path, as: "the page")
    guard let sink = TextSink(path: path) else {
      Console.error("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
      throw ReportedError(status: .usage)
    }
    sink.write(ReportPage.html(report))
    guard !sink.failed else {
      Console.error("'\(path)' could not be written in full: \(String(cString: strerror(errno)))")
      throw ReportedError(status: .store)
    }
  }
}
