extension Profile {
  /// The profile that `--profile auto` stands for, and one sentence that says why.
  ///
  /// One core, or less than 6 GB, is `resource_constrained`; eight cores with 24 GB are
  /// `quality_optimized`; all else is `speed_optimized`.
  ///
  /// - Parameters:
  ///   - cores: The cores that the program may use, at least 1.
  ///   - memoryBytes: The machine's memory, or the smaller limit that it runs under.
  public static func automatic(
    cores: Int, memoryBytes: Int
  ) -> (profile: Profile, reason: String) {
    let gigabyte = 1_000_000_000
    let name: String
    let reason: String
    if cores < 2 || memoryBytes < 6 * gigabyte {
      name = "resource_constrained"
      reason = "which is fewer than 2 cores or less than 6 GB"
    } else if cores >= 8, memoryBytes >= 24 * gigabyte {
      name = "quality_optimized"
      reason = "which is at least 8 cores and 24 GB"
    } else {
      name = "speed_optimized"
      reason = "which is short of the 8 cores and 24 GB where quality_optimized begins"
    }
    let loaded = ProfileLoader(files: MemoryFiles()).load(name)
    guard let profile = loaded.profile else {
      preconditionFailure("the profile \(name) of the program does not read")
    }
    let tenths = memoryBytes / (gigabyte / 10)
    return (
      profile,
      "\(name): the machine has \(cores) core\(cores == 1 ? "" : "s") and"
        + " \(tenths / 10).\(tenths % 10) GB of memory, \(reason)"
    )
  }
}
