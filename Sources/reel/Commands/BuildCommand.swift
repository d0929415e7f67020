import ArtifactStore
import BuildEngine
import BuildReports
import Glibc

/// `reel build`: makes the films that recipes describe.
enum BuildCommand: Command {
  static let name = "build"
  static let summary = "make the films of recipes, running only what changed"
  static let operands = "[RECIPE…]"

  static let jobs = OptionSpec(
    name: "jobs", short: "j", placeholder: "N",
    summary: "run this many stages at once (the profile's, else the machine's cores)")
  static let keepGoing = OptionSpec(
    name: "keep-going", short: "k", summary: "go on with what does not depend on a failed stage")
  static let dryRun = OptionSpec(
    name: "dry-run", short: "n", summary: "run nothing; say what would run, and why")
  static let explain = OptionSpec(
    name: "explain", summary: "say for each stage that runs why it runs")
  static let progress = OptionSpec(
    name: "progress", placeholder: "HOW",
    summary: "how to show progress: auto, plain, fancy or none (auto)",
    choices: ["auto", "plain", "fancy", "none"])
  static let trace = OptionSpec(
    name: "trace", placeholder: "FILE", summary: "write a trace for Perfetto or chrome://tracing")
  static let report = OptionSpec(
    name: "report", placeholder: "FILE",
    summary: "write the build's figures, as a page (.html) or for programs (.json)")

  static let options: [OptionSpec] =
    RecipeSession.options + [
      jobs, keepGoing, dryRun, explain, progress, .json, trace, report,
      CheckRun.check, CheckRun.checkStore,
    ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    do { return try build(arguments) } catch {
      EventFile.close(arguments, because: error)
      throw error
    }
  }

  private static func build(_ arguments: ParsedArguments) throws -> ExitStatus {
    let jobs = try arguments.value(Self.jobs).map(jobCount)
    let started = WallClock.now
    try checkCombination(arguments)
    let order = try RecipeOrder(
      arguments, command: name, store: arguments.has(dryRun) ? .ask : .make)
    // Who wants to be told of each stage needs a whole look.
    let wantsStages = [.json, dryRun, explain, trace, report, CheckRun.check]
      .contains(where: arguments.has)
    let request = wantsStages ? nil : order.request()
    if let request, let summary = try order.upToDate(request) {
      Console.print(SummaryText.line(summary, name: Paths.short))
      return .success
    }
    let session = try RecipeSession(order, request: request)
    let options = order.profile.buildOptions(
      jobs: jobs, keepGoing: arguments.has(keepGoing), project: order.project)
    if arguments.has(dryRun) { return try PlanCommand.show(session, options: options) }

    try session.checkFolders()
    let sinks = try OutputFiles(arguments, session: session)
    // Who wants to see nothing is not measured either.
    let isQuiet = arguments.value(progress) == "none" && !sinks.wantReport
    let recorder = BuildRecorder(sampleInterval: isQuiet ? nil : 0.5)
    var observers: [any BuildObserver] = [recorder]
    let display = display(arguments, failureText: session.text)
    observers.append(display)
    if arguments.has(explain) { observers.append(ReasonPrinter()) }
    if let json = sinks.json {
      observers.append(JSONEventWriter(sink: json, places: session.places))
    }
    let engine = BuildEngine(
      store: session.store, options: options, interruption: .bySignals())
    // Also when a check ends with an error.
    defer { keep(recorder, session, options, sinks, started: started) }
    let summary: BuildSummary
    do {
      summary = try engine.build(
        observer: ObserverGroup(observers), request: request,
        expectsWork: session.hasNewRecipes, compile: session.compile)
    } catch {
      // The observers have been told already.
      throw ToldError(error: error)
    }
    if summary.status == .succeeded { try session.noteBuilt() }
    // With events on standard output, that stream is a program's to read.
    let show = arguments.value(.json) == "-" ? Console.note : Console.print
    show(SummaryText.line(summary, name: Paths.short))
    var status = ExitStatus(rawValue: summary.exitStatus) ?? .stageFailed
    if arguments.has(CheckRun.check), summary.status == .succeeded {
      let run = CheckRun(session: session, options: options, display: { Self.display(arguments) })
      let check = try run.run(folder: arguments.value(CheckRun.checkStore))
      status = check.status
      if let report = check.report {
        sinks.json?.write(report.event + "\n")
        show(String(CheckText.text(report, name: Paths.short).dropLast()))
      }
    }
    return status
  }

  private static func checkCombination(_ arguments: ParsedArguments) throws(UsageError) {
    if arguments.has(CheckRun.check), arguments.has(dryRun) {
      throw UsageError(
        message: "'--check' builds, and '--dry-run' forbids that; give one of them", command: name)
    }
    for option in [.json, trace, report] where arguments.has(dryRun) && arguments.has(option) {
      throw UsageError(
        message: "'--\(option.name)' tells of a build, and '--dry-run' forbids that", command: name)
    }
    if arguments.has(CheckRun.checkStore), !arguments.has(CheckRun.check) {
      throw UsageError(message: "'--check-store' goes with '--check'", command: name)
    }
  }

  /// Writes the reports that were asked for, and leaves one in the store if there is any news.
  private static func keep(
    _ recorder: BuildRecorder, _ session: RecipeSession, _ options: BuildOptions,
    _ sinks: OutputFiles, started: String
  ) {
    guard recorder.hasNews || sinks.wantReport else { return sinks.checkEvents() }
    let report = recorder.report(
      session.reportSetting(options, started: started), filmSeconds: session.filmSeconds)
    if recorder.hasNews {
      ReportArchive(recipes: session.recipePaths, store: session.store.path)
        .add(report.json(), to: session.store)
    }
    sinks.finish(report, recorder: recorder)
  }

  static func jobCount(_ text: String) throws(UsageError) -> Int {
    guard let count = Int(text), (1...1024).contains(count) else {
      throw UsageError(
        message: "'--jobs' wants a number from 1 to 1024, not '\(text)'", command: name)
    }
    return count
  }

  private static func display(
    _ arguments: ParsedArguments,
    failureText: @escaping (BuildFailure) -> String = SummaryText.failure
  ) -> any BuildObserver {
    let sink = Console.errors
    let fancy = {
      FancyDisplay(sink: sink, isColored: Console.usesColor, failureText: failureText)
    }
    switch arguments.value(progress) ?? "auto" {
    case "none": return FailureDisplay(sink: sink, failureText: failureText)
    case "plain": return PlainDisplay(sink: sink, failureText: failureText)
    case "fancy": return fancy()
    default:
      let isMoving = sink.isTerminal && Paths.environment("TERM") != "dumb"
      return isMoving ? fancy() : PlainDisplay(sink: sink, failureText: failureText)
    }
  }
}
