/// How a build runs. Nothing here can change a byte of what it makes.
public struct BuildOptions: Hashable, Sendable {
  /// Stages that run at once, at least 1.
  public var jobs: Int
  /// Bytes that all running stages together may be expected to need. `nil` means no limit.
  public var maxMemoryBytes: Int64?
  /// Whether to go on with what does not depend on a stage that has failed.
  public var keepGoing: Bool
  /// Whether results that were in the store before this build count.
  public var readCache: Bool
  /// Seconds that one attempt at a stage may take. `nil` means no limit.
  public var timeout: Double?
  /// How often a stage is tried again whose worker died, hung or ran out of time, or that called
  /// its failure transient.
  public var retries: Int
  /// What stages share that name a pool. One that is not here has as many slots as there are
  /// jobs.
  public var pools: [String: Pool]
  /// The program that runs stages, and its arguments.
  public var workerCommand: [String]
  /// What tells this project's history from others' in the same store.
  public var project: String
  /// Seconds without a sign of life after which a worker counts as hung.
  public var heartbeatLimit: Double
  /// Seconds that workers have to stop after an interrupt, before they are killed.
  public var graceSeconds: Double
  /// Bytes of its own that a worker may hold between runs; one that holds more is ended, and
  /// another started when one is needed. `nil` means half of a job's share of
  /// ``maxMemoryBytes``, at least 384 MiB, or 1 GiB if there is no such limit.
  public var workerMemoryLimit: Int64?
  /// Runs after which a worker is ended.
  public var workerRunLimit: Int
  /// Bytes of artifacts above which a build that made something deletes, at its end, what is
  /// worth least and not needed by it. `nil` means no limit.
  public var storeSizeBytes: Int64?
  /// What is worth a word while stages run.
  public var alerts: AlertBounds

  public init(
    jobs: Int = 1, maxMemoryBytes: Int64? = nil, keepGoing: Bool = false, readCache: Bool = true,
    timeout: Double? = nil, retries: Int = 1, workerCommand: [String], project: String = "",
    heartbeatLimit: Double = 10, graceSeconds: Double = 2, pools: [String: Pool] = [:],
    workerMemoryLimit: Int64? = nil, workerRunLimit: Int = 1000, storeSizeBytes: Int64? = nil,
    alerts: AlertBounds = AlertBounds()
  ) {
    self.jobs = jobs
    self.maxMemoryBytes = maxMemoryBytes
    self.keepGoing = keepGoing
    self.readCache = readCache
    self.timeout = timeout
    self.retries = retries
    self.workerCommand = workerCommand
    self.project = project
    self.heartbeatLimit = heartbeatLimit
    self.graceSeconds = graceSeconds
    self.pools = pools
    self.workerMemoryLimit = workerMemoryLimit
    self.workerRunLimit = workerRunLimit
    self.storeSizeBytes = storeSizeBytes
    self.alerts = alerts
  }
}
