/// Why a node has to run.
public enum RunReason: Hashable, Sendable {
  /// No earlier key of this node is known.
  case neverBuilt
  /// Its key differs in these fields from the last one: parameters, inputs, libraries, version.
  case changed([FieldChange])
  /// Its key is what it was, but the result is not in the store any more.
  case resultLost
  /// These outputs are wanted, and their artifacts are not in the store any more.
  case outputMissing([String])
  /// These nodes, by label, run before it; it runs unless they give what they gave before.
  case inputsWillRun([String])
  /// The build reads nothing from the store.
  case cachingDisabled
}

extension RunReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .neverBuilt: return "never built"
    case .changed(let changes):
      let more = changes.count > 2 ? " and \(changes.count - 2) more" : ""
      return changes.prefix(2).map(\.description).joined(separator: ", ") + more
    case .resultLost: return "result not in the store any more"
    case .outputMissing(let names):
      return "not in the store any more: \(names.joined(separator: ", "))"
    case .inputsWillRun(let labels):
      let more = labels.count > 2 ? " and \(labels.count - 2) more" : ""
      return "after " + labels.prefix(2).joined(separator: ", ") + more
    case .cachingDisabled: return "caching is off"
    }
  }
}
