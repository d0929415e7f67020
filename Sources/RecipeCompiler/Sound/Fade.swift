/// Lengths of fades.
enum Fade {
  /// On a cut: 8 ms, too short to be heard as a fade, long enough for no click.
  static let cut = 384
}
