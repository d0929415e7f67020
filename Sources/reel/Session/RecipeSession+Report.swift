import ArtifactStore
import BuildEngine
import BuildReports
import FilmVocabulary
import RecipeLanguage

extension RecipeSession {
  /// What a report says of the setting in which a build ran.
  func reportSetting(_ options: BuildOptions, started: String) -> BuildReport.Setting {
    let schedule = profile.profile.schedule
    let machine = Machine.current
    var setting = BuildReport.Setting()
    setting.program = "reel \(CommandLineProgram.version)"
    setting.started = started
    setting.recipes = recipePaths.map(Paths.short)
    setting.profile = profile.profile.name
    setting.jobs = options.jobs
    setting.isParallel = schedule.parallel
    setting.usesCache = schedule.enableCaching
    setting.memoryCap = options.maxMemoryBytes
    setting.cores = machine.cores
    setting.machineMemory = machine.memoryBytes
    if let limit = schedule.storeSizeGB, let statistics = try? store.statistics() {
      setting.storeLimit = Int64(limit.doubleValue * 1e9)
      setting.storeBytes = statistics.bytes
    }
    return setting
  }
}
