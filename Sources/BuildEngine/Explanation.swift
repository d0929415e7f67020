public import BuildGraph

/// Why a node has the key that it has, compared with an earlier one.
public struct Explanation: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case cached
    /// It would run.
    case missing
    /// Its key is not known before these nodes, by label, have run.
    case waiting([String])
    /// It cannot run.
    case failed(String)
  }

  public var label: String
  public var stage: String
  public var state: State
  /// `nil` while it waits.
  public var key: Digest?
  /// All fields of the key, in order.
  public var fields: [KeyText.Field]
  /// The earlier key that it is compared with: the last other one of the same label, else that
  /// of the same stage with most fields in common. `nil` if there is none.
  public var earlierKey: Digest?
  /// Whether the earlier key was this node's own.
  public var isSameLabel: Bool
  /// The fields that differ.
  public var changes: [FieldChange]

  public init(
    label: String, stage: String, state: State, key: Digest?, fields: [KeyText.Field],
    earlierKey: Digest?, isSameLabel: Bool, changes: [FieldChange]
  ) {
    self.label = label
    self.stage = stage
    self.state = state
    self.key = key
    self.fields = fields
    self.earlierKey = earlierKey
    self.isSameLabel = isSameLabel
    self.changes = changes
  }
}

extension Explanation: CustomStringConvertible {
  /// A few lines for people.
  public var description: String {
    var lines = ["\(label) (\(stage))"]
    switch state {
    case .cached: lines.append("  its result is in the store")
    case .missing: lines.append("  it has to run")
    case .waiting(let labels):
      lines.append("  it waits for " + labels.joined(separator: ", "))
    case .failed(let reason): lines.append("  it cannot run: \(reason)")
    }
    if let earlierKey {
      let whose = isSameLabel ? "its key before" : "the nearest key of the stage"
      lines.append("  compared with \(whose), \(earlierKey.short):")
      lines += changes.map { "    \($0)" }
    } else if key != nil {
      lines.append("  no earlier key of the stage is known")
    }
    return lines.joined(separator: "\n")
  }
}
