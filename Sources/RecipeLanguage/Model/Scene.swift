/// One scene of a film.
public struct Scene: Hashable, Sendable {
  /// Where the scene begins in its file.
  public var mark: SourceMark
  /// A name for people, unique in the recipe. It must not enter any key.
  public var id: Located<String>?
  /// What is spoken, and captioned unless ``caption`` says otherwise.
  public var text: Located<String>?
  /// What is captioned and not spoken. With ``text``, it is shown in place of the spoken words.
  public var caption: Located<String>?
  /// Captions from a file, in place of both; its times count from the scene's start.
  public var captionFile: CaptionFile?
  public var title: TitleCard?
  /// What is seen, in this order. Never empty: a scene without a clip shows
  /// ``Clip/background``.
  public var clips: [Clip]
  public var duration: Located<TimeValue>?
  public var effect: Effect
  /// Whether the effect comes from the defaults: it then moves what does not move by itself, and
  /// leaves videos alone.
  public var effectIsDefault: Bool
  /// How the scene gives way to the next; `nil` for a cut. The last scene's is not used.
  public var transition: Transition?
  public var overlays: [Overlay]
  /// A recorded voice that is heard in place of speech.
  public var narration: MediaSource?
}
