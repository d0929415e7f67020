/// What the store is like when a round begins.
enum Start: String, CaseIterable {
  /// There is no store.
  case empty
  /// Everything of the film is in it.
  case complete
  /// A build of the film was killed half way.
  case half
  /// Everything of the film as it was before an edit is in it.
  case edited
}
