public import BuildEngine
internal import BuildGraph

/// What `build --check` found, for people and for programs.
public struct CheckReport: Sendable {
  /// A film of the first build beside that of the second.
  public struct Film: Hashable, Sendable {
    public var path: String
    public var hasSameBytes: Bool
    /// Whether pictures and sound are the same once decoded; `nil` if one of the films could not
    /// be decoded or is not in the store any more.
    public var hasSameFrames: Bool?
    /// Decoded pictures, and blocks of sound, of the second build's film.
    public var pictures: Int
    public var soundBlocks: Int
    /// What differs first, such as `picture at 1.233333 s`; `nil` if nothing does.
    public var firstDifference: String?
    /// Why a film could not be decoded whole; `nil` if it could.
    public var damage: String?

    public init(
      path: String, hasSameBytes: Bool, hasSameFrames: Bool?, pictures: Int, soundBlocks: Int,
      firstDifference: String?, damage: String?
    ) {
      self.path = path
      self.hasSameBytes = hasSameBytes
      self.hasSameFrames = hasSameFrames
      self.pictures = pictures
      self.soundBlocks = soundBlocks
      self.firstDifference = firstDifference
      self.damage = damage
    }
  }

  public var verdict: ReproducibilityCheck.Verdict
  public var films: [Film]
  /// The number of stages that ran at once in the second build.
  public var jobs: Int
  /// Seconds that the second build and the comparison took.
  public var seconds: Double

  public init(
    verdict: ReproducibilityCheck.Verdict, films: [Film], jobs: Int, seconds: Double
  ) {
    self.verdict = verdict
    self.films = films
    self.jobs = jobs
    self.seconds = seconds
  }

  /// Whether both builds gave the same bytes, and every film decodes whole.
  public var isGood: Bool {
    verdict.isReproducible && films.allSatisfy { $0.hasSameBytes && $0.damage == nil }
  }

  /// One line of JSON: the event `checked`.
  public var event: String {
    JSONText.object([
      ("event", "checked"), ("ok", .boolean(isGood)), ("compared", .integer(verdict.compared)),
      ("jobs", .integer(jobs)), ("seconds", .decimal(seconds, digits: 3)),
      ("differences", .array(verdict.differences.map(Self.json))),
      ("unmatched", .array(verdict.unmatched.map(JSONText.string))),
      ("unmatched_cause", verdict.cause.map(JSONText.string) ?? .null),
      ("films", .array(films.map(Self.json))),
    ]).compact
  }

  private static func json(_ difference: ReproducibilityCheck.Difference) -> JSONText {
    .object([
      ("name", .string(difference.label)), ("stage", .string(difference.stage)),
      ("key", .string(difference.key.hex)), ("output", .string(difference.output)),
      ("digests", .array([difference.first, difference.second].map { .string($0.digest.hex) })),
      ("bytes", .array([difference.first, difference.second].map { .integer(Int($0.size)) })),
      ("offset", difference.offset.map { .integer(Int($0)) } ?? .null),
    ])
  }

  private static func json(_ film: Film) -> JSONText {
    .object([
      ("path", .string(film.path)), ("same_bytes", .boolean(film.hasSameBytes)),
      ("same_frames", film.hasSameFrames.map(JSONText.boolean) ?? .null),
      ("pictures", .integer(film.pictures)), ("sound_blocks", .integer(film.soundBlocks)),
      ("first_difference", film.firstDifference.map(JSONText.string) ?? .null),
      ("damage", film.damage.map(JSONText.string) ?? .null),
    ])
  }
}
