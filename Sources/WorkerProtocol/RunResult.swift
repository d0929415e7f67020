public import BuildGraph

/// A worker's one answer to a ``RunRequest``.
public struct RunResult: Codable, Hashable, Sendable {
  public struct Output: Codable, Hashable, Sendable {
    public var name: String
    /// The SHA-256 of the file.
    public var digest: Digest
    /// Bytes.
    public var size: Int64

    public init(name: String, digest: Digest, size: Int64) {
      self.name = name
      self.digest = digest
      self.size = size
    }
  }

  public var id: Int
  public var ok: Bool
  /// In the request's order; empty unless `ok`.
  public var outputs: [Output]
  /// What went wrong; `nil` if `ok`.
  public var error: StageError?
  /// Seconds that all threads together spent.
  public var cpuSeconds: Double
  /// Peak resident memory of the worker during the run, in bytes. Where the system does not let
  /// the peak be reset, the peak since the worker started.
  public var peakMemoryBytes: Int64

  public init(
    id: Int, result: Result<[Output], StageError>, cpuSeconds: Double, peakMemoryBytes: Int64
  ) {
    self.id = id
    switch result {
    case .success(let outputs):
      ok = true
      self.outputs = outputs
    case .failure(let error):
      ok = false
      outputs = []
      self.error = error
    }
    self.cpuSeconds = cpuSeconds
    self.peakMemoryBytes = peakMemoryBytes
  }
}
