/// Two builds side by side: what the second has to do with the first.
public struct BuildComparison: Hashable, Sendable {
  public struct StepPair: Hashable, Sendable {
    public var name: String
    /// `nil` if the build had no such stage.
    public var old: BuildReport.Step?
    public var new: BuildReport.Step?
  }

  /// A node that ran in both builds and took longer, or less long, by more than chance.
  public struct NodePair: Hashable, Sendable {
    public var name: String
    public var stage: String
    public var old: Double
    public var new: Double
    public var difference: Double { new - old }
  }

  public let old: BuildReport
  public let new: BuildReport
  public let steps: [StepPair]
  /// What got slower by most comes first.
  public let slower: [NodePair]
  /// What got faster by most comes first.
  public let faster: [NodePair]

  /// A difference below either of these is chance: seconds, and a share of the longer time.
  static let leastSeconds = 0.1
  static let leastShare = 0.2

  public init(_ old: BuildReport, _ new: BuildReport) {
    self.old = old
    self.new = new
    let names = Set(old.steps.map(\.name)).union(new.steps.map(\.name)).sorted()
    let before = Dictionary(old.steps.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Dictionary(new.steps.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    steps = names.map { StepPair(name: $0, old: before[$0], new: after[$0]) }
    let pairs = Self.pairs(old, new)
    slower = pairs.filter { $0.difference > 0 }.sorted { $0.difference > $1.difference }
    faster = pairs.filter { $0.difference < 0 }.sorted { $0.difference < $1.difference }
  }

  private static func pairs(_ old: BuildReport, _ new: BuildReport) -> [NodePair] {
    struct Name: Hashable {
      var stage: String
      var name: String
    }
    var seconds: [Name: Double] = [:]
    for node in old.nodes where node.state == .ran {
      seconds[Name(stage: node.stage, name: node.name)] = node.seconds
    }
    return new.nodes.compactMap { node in
      guard node.state == .ran, let before = seconds[Name(stage: node.stage, name: node.name)]
      else { return nil }
      let pair = NodePair(name: node.name, stage: node.stage, old: before, new: node.seconds)
      let size = abs(pair.difference)
      return size >= leastSeconds && size >= leastShare * max(before, node.seconds) ? pair : nil
    }
  }
}
