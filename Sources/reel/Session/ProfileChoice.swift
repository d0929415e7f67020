import BuildEngine
import FilmVocabulary
import RecipeLanguage

/// The profile that a command runs with.
struct ProfileChoice {
  static let standard = "speed_optimized"

  var profile: Profile

  init(_ profile: Profile) { self.profile = profile }

  /// - Parameter option: What `--profile` says; `nil` for `$REEL_PROFILE`, else the standard.
  /// - Throws: ``ReportedError`` after the profile's errors have been shown.
  init(option: String?) throws {
    let name = option ?? Paths.environment("REEL_PROFILE") ?? Self.standard
    if name == "auto" {
      let machine = Machine.current
      let choice = Profile.automatic(cores: machine.cores, memoryBytes: Int(machine.memoryBytes))
      Console.note("profile \(choice.reason)")
      profile = choice.profile
      return
    }
    let result = ProfileLoader(folders: ["profiles"]).load(name)
    Console.report(result.diagnostics, sources: result.sources)
    guard let profile = result.profile else { throw ReportedError(status: .usage) }
    self.profile = profile
  }

  /// How a build runs under this profile on this machine.
  ///
  /// - Parameter jobs: What `--jobs` says; it goes over the profile.
  func buildOptions(jobs: Int?, keepGoing: Bool, project: String) -> BuildOptions {
    let schedule = profile.schedule
    let machine = Machine.current
    let profileJobs = schedule.parallel ? schedule.jobs ?? machine.cores : 1
    let cap =
      schedule.maxMemoryGB.map { Int64($0.doubleValue * 1e9) } ?? machine.memoryBytes / 4 * 3
    // Without a limit of its own, an API is asked as often at once as there are jobs.
    let pools = [
      "download": Pool(limit: schedule.downloads),
      "api": Pool(startsPerMinute: schedule.apiRatePerMinute),
    ]
    return BuildOptions(
      jobs: jobs ?? profileJobs, maxMemoryBytes: min(cap, machine.memoryBytes),
      keepGoing: keepGoing, readCache: schedule.enableCaching,
      timeout: schedule.timeoutSeconds?.doubleValue, retries: schedule.retries ?? 1,
      workerCommand: [Paths.worker], project: project, pools: pools,
      storeSizeBytes: schedule.storeSizeGB.map { Int64($0.doubleValue * 1e9) },
      alerts: alertBounds(machine))
  }

  private func alertBounds(_ machine: Machine) -> AlertBounds {
    let alerts = profile.schedule.alerts
    return AlertBounds(
      stepSeconds: alerts.stepSeconds?.doubleValue, memoryMegabytes: alerts.memoryMB?.doubleValue,
      processorPercent: alerts.cpuPercent?.doubleValue, cores: machine.cores)
  }
}
