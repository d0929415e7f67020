extension Recipe {
  /// Every file that the recipe reads, in the order in which it names them: clips, overlays,
  /// recorded voices, music. A file that is named twice is listed twice.
  public var inputFiles: [Located<RecipePath>] {
    var paths: [Located<RecipePath>] = []
    for scene in scenes {
      for clip in scene.clips {
        if case .path(let path) = clip.source { paths.append(path) }
      }
      for overlay in scene.overlays {
        if case .image(let path, _) = overlay.content { paths.append(path) }
      }
      if let narration = scene.narration { paths.append(narration) }
    }
    if let narration = narration.path { paths.append(narration) }
    if let music = music?.path { paths.append(music) }
    return paths
  }
}
