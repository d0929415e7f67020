public import BuildGraph

/// What reading a whole store has shown.
public struct VerificationReport: Hashable, Sendable {
  public enum Fault: String, Hashable, Sendable {
    /// The content is not what the name says.
    case content
    /// It cannot be read.
    case unreadable
    /// Its size is not what a result says, although its content is what its name says: then the
    /// result is wrong.
    case size
    /// It is nothing that a store puts there.
    case stray
    /// Whoever may write the store may change it by mistake.
    case writable

    /// Whether a result is of no use for it.
    public var isDamage: Bool { self != .stray && self != .writable }
  }

  /// Something in the folder of artifacts that should not be as it is.
  public struct Finding: Hashable, Sendable {
    public var path: String
    public var fault: Fault
    /// `nil` for a stray.
    public var digest: Digest?
    /// The results that name it, as far as they are known.
    public var results: [String]
    /// Where it is now, after a repair; `nil` if it was left or mended in its place.
    public var movedTo: String?
    /// Whether a repair has dealt with it.
    public var isRepaired = false

    public init(
      path: String, fault: Fault, digest: Digest?, results: [String], movedTo: String? = nil
    ) {
      self.path = path
      self.fault = fault
      self.digest = digest
      self.results = results
      self.movedTo = movedTo
    }
  }

  /// Artifacts that were read.
  public var artifacts = 0
  /// Their bytes.
  public var bytes: Int64 = 0
  /// Seconds that it took.
  public var seconds = 0.0
  /// Results in the index.
  public var results = 0
  /// Artifacts that results name and that are not there. They are made when they are needed.
  public var missing = 0
  /// In the order of their paths.
  public var findings: [Finding] = []
  /// Records of the index that do not have their checksum. They count as missing.
  public var brokenRecords = 0
  /// Whether a repair has removed those.
  public var areRecordsRepaired = false
  /// Results that a repair has dropped.
  public var droppedResults = 0
  /// Where a damaged index was moved, when this or an earlier opening found it so.
  public var damagedIndex: String?

  public init() {}

  /// Whether there is no damage, or all of it has been dealt with. What does not belong there and
  /// what may be written is not damage.
  public var isSound: Bool {
    findings.allSatisfy { $0.isRepaired || !$0.fault.isDamage }
      && (brokenRecords == 0 || areRecordsRepaired)
  }
}
