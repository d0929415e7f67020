import RecipeLanguage

/// An overlay, with what its file holds.
struct SceneOverlay {
  var overlay: Overlay
  /// `nil` for a text, and as long as the file has not been looked at.
  var media: SceneClip.Media?
  /// Whether its table of colours has been looked at, or it has none.
  var isTableKnown = true

  var isKnown: Bool {
    if case .media = overlay.content { return media != nil && isTableKnown }
    return true
  }
}
