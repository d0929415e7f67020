/// The profiles that come with the program: the texts of the files in `profiles/`, byte for byte,
/// so that the program finds them wherever it is installed.
public enum BuiltinProfiles {
  /// The names, in the order in which they are listed.
  public static let names = ["speed_optimized", "quality_optimized", "resource_constrained"]

  /// The text of a profile, or `nil` if there is none of that name.
  public static func text(of name: String) -> String? {
    switch name {
    case "speed_optimized": speedOptimized
    case "quality_optimized": qualityOptimized
    case "resource_constrained": resourceConstrained
    default: nil
    }
  }

  private static let speedOptimized = """
    # A good film soon: for drafts, and for most films.
    description: Quick analysis, x264 veryfast, everything in parallel.
    mode: fast
    quality: medium
    parallel: true
    max_memory_gb: 8
    enable_caching: true
    api_batch_size: 10

    """

  private static let qualityOptimized = """
    # The best film that the machine can make, however long it takes.
    description: Thorough analysis, x264 slow, everything in parallel.
    mode: high_quality
    quality: ultra
    parallel: true
    max_memory_gb: 16
    enable_caching: true
    api_batch_size: 5

    """

  private static let resourceConstrained = """
    # For small machines, and for those that have other work to do.
    description: Quick analysis, x264 ultrafast, one job at a time.
    mode: fast
    quality: low
    parallel: false
    max_memory_gb: 4
    enable_caching: true
    api_batch_size: 3

    """
}
