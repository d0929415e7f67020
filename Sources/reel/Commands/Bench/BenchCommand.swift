import BuildReports
import Glibc
import RecipeLanguage

/// `reel bench`: what each quality costs on this machine, and what it is worth.
enum BenchCommand: Command {
  static let name = "bench"
  static let summary = "build a film at several qualities; measure time, memory, size, likeness"
  static let operands = "[RECIPE]"

  static let quality = OptionSpec(
    name: "quality", placeholder: "LIST",
    summary: "the qualities, such as low,high (low,medium,high,ultra)")
  static let scenes = OptionSpec(
    name: "scenes", placeholder: "N",
    summary: "scenes of the film that is made up where no recipe is given (6)")
  static let json = OptionSpec(
    name: "json", placeholder: "FILE|-", summary: "write the figures as JSON")

  static let options: [OptionSpec] = [.profile, .set, quality, scenes, BuildCommand.jobs, json]

  static let notes = [
    "Each quality is built in an empty store of its own, which is removed. Likeness is the",
    "structural similarity (SSIM) of the film's pictures to the same pictures without loss.",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    guard arguments.operands.count <= 1 else {
      throw UsageError(message: "'bench' takes one recipe at most", command: name)
    }
    let levels = try levels(arguments.value(quality))
    let jobs = try arguments.value(BuildCommand.jobs).map(BuildCommand.jobCount)
    let profile = try ProfileChoice(option: arguments.value(.profile))
    let film = try film(arguments)
    let sink = try sink(arguments.value(json))
    let run = try BenchRun(film: film, profile: profile, jobs: jobs)
    var report = BenchReport(
      film: film.name, profile: profile.profile.name, jobs: run.jobs,
      cores: Machine.current.cores)
    for level in levels {
      Console.note("bench: building at quality \(level.rawValue)")
      let (status, row) = try run.measure(level)
      guard let row else { return status }
      report.rows.append(row)
    }
    sink?.write(report.json + "\n")
    if arguments.value(json) != "-" { Console.print(report.text) }
    if sink?.failed == true {
      Console.error("the figures could not be written")
      return .store
    }
    return .success
  }

  private static func levels(_ text: String?) throws(UsageError) -> [QualityLevel] {
    guard let text else { return QualityLevel.allCases }
    var levels: [QualityLevel] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let level = QualityLevel(rawValue: String(word)) else {
        let names = QualityLevel.allCases.map(\.rawValue)
        throw UsageError(
          message: "'--quality' wants some of \(names.joined(separator: ",")), not '\(text)'",
          suggestion: Spelling.nearest(to: String(word), among: names), command: name)
      }
      if !levels.contains(level) { levels.append(level) }
    }
    return levels
  }

  private static func film(_ arguments: ParsedArguments) throws -> BenchFilm {
    if let path = arguments.operands.first {
      if arguments.has(scenes) {
        throw UsageError(
          message: "'--scenes' is for the film that is made up; '\(path)' has its own",
          command: name)
      }
      return try BenchFilm(
        path: path,
        variables: try arguments.all(.set).map { try RecipeOrder.variable($0, command: name) })
    }
    let count = try arguments.value(scenes).map { text throws(UsageError) in
      guard let count = Int(text), (1...1000).contains(count) else {
        throw UsageError(
          message: "'--scenes' wants a number from 1 to 1000, not '\(text)'", command: name)
      }
      return count
    }
    return try BenchFilm(scenes: count ?? 6)
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
