/// How to render on this machine; what to render is said by the recipe.
///
/// Its settings are of two kinds. Those of ``ProfileKey/Kind/output`` change bytes and are in the
/// keys of what is built; those in ``schedule`` never are. The name is in no key either, so two
/// profiles that agree on output share all that they build.
public struct Profile: Hashable, Sendable {
  public var name: String
  /// One sentence for people.
  public var description: String?
  /// How deeply media are analysed and enhanced.
  public var mode: ProfileMode
  /// How well the film is encoded.
  public var quality: QualityLevel
  public var schedule: Schedule

  public init(
    name: String, description: String? = nil, mode: ProfileMode = .balanced,
    quality: QualityLevel = .medium, schedule: Schedule = Schedule()
  ) {
    self.name = name
    self.description = description
    self.mode = mode
    self.quality = quality
    self.schedule = schedule
  }
}
