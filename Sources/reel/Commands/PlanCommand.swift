import BuildEngine
import BuildReports

/// `reel plan`: what a build would do now, and why.
enum PlanCommand: Command {
  static let name = "plan"
  static let summary = "say what a build would run, and why"
  static let operands = "[RECIPE…]"
  static let options = RecipeSession.options

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let session = try RecipeSession(arguments, command: name, store: .ask)
    let options = session.profile.buildOptions(
      jobs: nil, keepGoing: false, project: session.project)
    return try show(session, options: options)
  }

  static func show(_ session: RecipeSession, options: BuildOptions) throws -> ExitStatus {
    let engine = BuildEngine(store: session.store, options: options)
    let forecast = try engine.plan(compile: session.compile)
    Console.output.write(ForecastText.text(forecast, name: Paths.short))
    return forecast.problems.isEmpty ? .success : .stageFailed
  }
}
