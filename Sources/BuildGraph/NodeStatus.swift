/// What there is to say of a node now, for a view of its graph.
public struct NodeStatus: Hashable, Sendable {
  /// How a node stands to the store and to the last build.
  ///
  /// The raw values are persisted in exported graphs.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// Its result is known.
    case cached
    /// Its result is known, and comes from the last build.
    case run
    /// It would run now.
    case todo
    /// It failed in the last build, or cannot run.
    case failed
  }

  public var state: State
  /// `nil` as long as an input's content is not known.
  public var key: Digest?
  /// Why it would run, or why it cannot, as a part of a sentence; `nil` if there is nothing to do.
  public var reason: String?

  public init(state: State, key: Digest? = nil, reason: String? = nil) {
    self.state = state
    self.key = key
    self.reason = reason
  }
}

extension NodeStatus.State {
  /// A dark and a pale colour, as `#rrggbb`, that stand for the state on white paper.
  public var colors: (line: String, fill: String) {
    switch self {
    case .cached: ("#52606d", "#eef1f4")
    case .run: ("#1f7a4d", "#dcf3e5")
    case .todo: ("#9a6700", "#fff2cc")
    case .failed: ("#b3261e", "#fbdcd9")
    }
  }
}
