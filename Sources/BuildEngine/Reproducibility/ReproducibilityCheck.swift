public import ArtifactStore
public import BuildGraph

/// Compares two builds of one plan that were made apart, each in its store.
///
/// A key holds everything that may decide a result. So nodes of both builds that have equal keys
/// must have given equal bytes; where one has not, it is to blame, and nodes that stand on it have
/// other keys and are not compared.
public struct ReproducibilityCheck {
  /// Two results of one key.
  public struct Difference: Hashable, Sendable {
    public var label: String
    public var stage: String
    public var key: Digest
    /// The output's name.
    public var output: String
    public var first: Content
    public var second: Content
    /// The first byte in which they differ, from 0; `nil` if one of the artifacts is gone.
    public var offset: Int64?

    public init(
      label: String, stage: String, key: Digest, output: String, first: Content, second: Content,
      offset: Int64?
    ) {
      self.label = label
      self.stage = stage
      self.key = key
      self.output = output
      self.first = first
      self.second = second
      self.offset = offset
    }
  }

  public struct Content: Hashable, Sendable {
    public var digest: Digest
    /// Bytes.
    public var size: Int64

    public init(digest: Digest, size: Int64) {
      self.digest = digest
      self.size = size
    }
  }

  public struct Verdict: Hashable, Sendable {
    /// Outputs of equal keys that were compared.
    public var compared: Int
    /// Nodes that gave other bytes from the same inputs, in topological order: the first one is
    /// the first to look at.
    public var differences: [Difference]
    /// Labels of nodes of the second build whose keys the first one does not have. They stand on
    /// nodes that differ; without any of those, a source file or a library has changed in between.
    public var unmatched: [String]
    /// In what the key of the first unmatched node differs from the one of the same label; `nil`
    /// if that is not known.
    public var cause: String?

    public init(
      compared: Int, differences: [Difference], unmatched: [String], cause: String? = nil
    ) {
      self.compared = compared
      self.differences = differences
      self.unmatched = unmatched
      self.cause = cause
    }

    public var isReproducible: Bool { differences.isEmpty && unmatched.isEmpty }
  }

  private let first: GraphSurvey
  private let firstStore: ArtifactStore
  private let second: GraphSurvey
  private let secondStore: ArtifactStore

  /// - Parameters:
  ///   - first: A survey of `firstStore` after a build in it.
  ///   - second: The same of `secondStore`.
  public init(
    _ first: GraphSurvey, in firstStore: ArtifactStore, _ second: GraphSurvey,
    in secondStore: ArtifactStore
  ) {
    self.first = first
    self.firstStore = firstStore
    self.second = second
    self.secondStore = secondStore
  }

  /// Compares digests, and reads artifacts only where these differ.
  ///
  /// - Throws: `StoreError` with the code `damagedIndex`.
  public func compare() throws -> Verdict {
    var verdict = Verdict(compared: 0, differences: [], unmatched: [])
    var known: [Digest: GraphSurvey.SurveyedNode] = [:]
    for node in first.nodes {
      if let key = node.status.key, !node.outputs.isEmpty { known[key] = node }
    }
    // Nodes with equal keys are one as far as results go.
    var seen: Set<Digest> = []
    for node in second.nodes {
      guard let key = node.status.key, let other = known[key] else {
        if verdict.unmatched.isEmpty { verdict.cause = try cause(of: node) }
        verdict.unmatched.append(node.label)
        continue
      }
      guard seen.insert(key).inserted else { continue }
      for output in node.outputs {
        verdict.compared += 1
        guard let earlier = other.outputs.first(where: { $0.name == output.name }) else { continue }
        if earlier.digest == output.digest { continue }
        verdict.differences.append(
          Difference(
            label: node.label, stage: node.stage, key: key, output: output.name,
            first: Content(digest: earlier.digest, size: earlier.size),
            second: Content(digest: output.digest, size: output.size),
            offset: FileDifference.offset(
              firstStore.blobPath(earlier.digest), secondStore.blobPath(output.digest))))
      }
    }
    return verdict
  }

  /// What differs between the keys that a label has in both builds.
  private func cause(of node: GraphSurvey.SurveyedNode) throws -> String? {
    guard let new = node.status.key,
      let old = first.nodes.first(where: { $0.label == node.label && $0.stage == node.stage })?
        .status.key,
      let before = try firstStore.keyText(of: old), let after = try secondStore.keyText(of: new)
    else { return nil }
    return RunReason.changed(FieldChange.between(before, after)).description
  }
}
