import RecipeLanguage

/// An overlay, with what its file holds.
struct SceneOverlay {
  var overlay: Overlay
  /// `nil` for a text, and as long as the file has not been looked at.
  var media: SceneClip.Media?

  var isKnown: Bool {
    if case .media = overlay.content { return media != nil }
    return true
  }
}
