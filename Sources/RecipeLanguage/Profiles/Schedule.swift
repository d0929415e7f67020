public import FilmVocabulary

/// The settings of a profile that change how a build runs and never what comes out.
///
/// `nil` leaves a limit to the machine, which the caller knows.
public struct Schedule: Hashable, Sendable {
  /// Whether several jobs run at once.
  public var parallel = true
  /// The cap on the memory of all jobs together, in GB of 10⁹ bytes.
  public var maxMemoryGB: Rational?
  /// Whether what is in the store is used. If not, all is built again, into the store.
  public var enableCaching = true
  /// Requests in one batch to an API.
  public var apiBatchSize = 5
  /// Jobs at once; without ``parallel`` it is one, whatever stands here.
  public var jobs: Int?
  /// Downloads at once.
  public var downloads: Int?
  /// Requests to an API in a minute.
  public var apiRatePerMinute: Int?
  /// Seconds that one attempt of one stage may take.
  public var timeoutSeconds: Rational?
  /// How often a failed stage is tried again.
  public var retries: Int?
  /// The size that the store is brought back to after a build, in GB of 10⁹ bytes.
  public var storeSizeGB: Rational?
  /// What is reported as soon as a stage passes it.
  public var alerts = AlertSettings()

  public init() {}
}
