/// A film as its recipe describes it: checked, with every default filled in, every variable
/// replaced and every path resolved. It says nothing of how the film is made.
public struct Recipe: Hashable, Sendable {
  /// The recipe's file, as it was named.
  public var path: String
  /// The file's name without its ending.
  public var name: String
  /// The folder of the recipe's file; empty for the current one.
  public var folder: String
  public var title: Located<String>?
  public var narration: Narration
  /// The recipe's own stages, each after those whose outputs it reads.
  public var stages: [OwnStage]
  /// Never empty.
  public var scenes: [Scene]
  /// What stands over all scenes and transitions.
  public var watermark: Overlay?
  public var subtitles: Subtitles
  public var music: Music?
  public var audio: AudioMastering
  public var chapters: Chapters
  public var metadata: Metadata
  /// What stands for each film that says nothing else.
  public var thumbnail: Thumbnail?
  /// Never empty.
  public var outputs: [Output]
}
