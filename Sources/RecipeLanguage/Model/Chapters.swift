/// The film's chapters.
public enum Chapters: Hashable, Sendable {
  case none
  /// One from each scene that has a title or an id, named by the first of these it has. A scene
  /// with neither goes on in the chapter before.
  case fromScenes
  /// In order of time.
  case list([Chapter])
}
