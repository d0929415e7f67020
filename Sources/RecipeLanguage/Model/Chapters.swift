/// The film's chapters.
public enum Chapters: Hashable, Sendable {
  case none
  /// One from each scene, named by its title, else by its text, else by its number.
  case fromScenes
  /// In order of time.
  case list([Chapter])
}
