import BuildEngine
import FilmVocabulary
import RecipeLanguage

/// `reel profiles`: what profiles there are, or what one of them says.
enum ProfilesCommand: Command {
  static let name = "profiles"
  static let summary = "list the profiles, or show what one of them sets"
  static let operands = "[NAME|FILE|auto]"
  static let options: [OptionSpec] = []

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    guard arguments.operands.count <= 1 else {
      throw UsageError(message: "'profiles' takes one name at most", command: name)
    }
    if let wanted = arguments.operands.first {
      show(try ProfileChoice(option: wanted).profile)
    } else {
      for name in BuiltinProfiles.names {
        let profile = ProfileLoader().load(name).profile
        let mark = name == ProfileChoice.standard ? " (standard)" : ""
        Console.print("\(name)\(mark)\n    \(profile?.description ?? "")")
      }
      Console.print("auto\n    Picks one of these by the machine's cores and memory.")
    }
    return .success
  }

  private static func show(_ profile: Profile) {
    let options = ProfileChoice(profile).buildOptions(
      jobs: nil, keepGoing: false, project: "")
    let schedule = profile.schedule
    var lines = ["\(profile.name): \(profile.description ?? "")", "", "output, in every key:"]
    lines.append("  mode                 \(profile.mode.rawValue)")
    lines.append("  quality              \(profile.quality.rawValue)")
    lines += ["", "schedule, in no key, on this machine:"]
    lines.append("  parallel             \(schedule.parallel)")
    lines.append("  jobs                 \(options.jobs)")
    lines.append("  max_memory_gb        \(gigabytes(options.maxMemoryBytes ?? 0))")
    lines.append("  enable_caching       \(schedule.enableCaching)")
    lines.append("  api_batch_size       \(schedule.apiBatchSize)")
    lines.append("  retries              \(options.retries)")
    if let timeout = schedule.timeoutSeconds { lines.append("  timeout              \(timeout)s") }
    if let downloads = schedule.downloads { lines.append("  downloads            \(downloads)") }
    if let rate = schedule.apiRatePerMinute { lines.append("  api_rate_per_minute  \(rate)") }
    if let size = schedule.storeSizeGB {
      lines.append("  store_size_gb        \(gigabytes(Int64(size.doubleValue * 1e9)))")
    }
    if schedule.alerts != AlertSettings() {
      lines.append("  alerts               \(text(schedule.alerts))")
    }
    Console.print(lines.joined(separator: "\n"))
  }

  private static func text(_ alerts: AlertSettings) -> String {
    let bounds = [
      ("step_seconds", alerts.stepSeconds), ("memory_mb", alerts.memoryMB),
      ("cpu_percent", alerts.cpuPercent),
    ]
    return bounds.compactMap { name, bound in bound.map { "\(name) \($0)" } }
      .joined(separator: ", ")
  }

  private static func gigabytes(_ bytes: Int64) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
