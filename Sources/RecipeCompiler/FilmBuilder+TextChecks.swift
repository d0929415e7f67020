import FilmVocabulary
import RecipeLanguage

extension FilmBuilder {
  /// Reports what no font has, and fonts that are not installed, while it is not known yet when the
  /// texts show: an author should not wait for the speech of a hundred scenes to hear of it.
  func checkTexts() {
    guard output.container.hasPictures else { return }
    var inputs = InputList()
    for scene in scenes {
      if let title = scene.scene.title { _ = content(of: title, inputs: &inputs) }
      for overlay in scene.overlays { check(overlay, inputs: &inputs) }
    }
    if let watermark { check(watermark, inputs: &inputs) }
    guard burnsCaptions, recipe.subtitles.file == nil else { return }
    let look = recipe.subtitles.style.look
    let fonts = fonts(of: look)
    for scene in scenes.map(\.scene) where scene.captionFile == nil {
      guard let text = scene.caption ?? scene.text else { continue }
      _ = font(of: fonts, look: look, at: text.mark, inputs: &inputs)
      reportMissing(shown(text.value, look: look), fonts: fonts, at: text.mark)
    }
  }

  private func check(_ overlay: SceneOverlay, inputs: inout InputList) {
    guard case .text(let text) = overlay.overlay.content else { return }
    _ = content(of: text, anchor: .center, margin: .zero, inputs: &inputs)
  }
}
