/// What is shared by the stages that name it: a line to the net, or an API that counts requests.
///
/// A stage in a pool waits for a server, not for a core, so it takes a slot of its pool and none
/// of the build's jobs.
public struct Pool: Hashable, Sendable {
  /// Stages that run at once. `nil` means as many as the build has jobs.
  public var limit: Int?
  /// Starts in any minute, attempts that fail included. `nil` means no limit.
  public var startsPerMinute: Int?

  public init(limit: Int? = nil, startsPerMinute: Int? = nil) {
    self.limit = limit
    self.startsPerMinute = startsPerMinute
  }
}
