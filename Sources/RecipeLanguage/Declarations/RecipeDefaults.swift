/// What holds for scenes that do not say otherwise.
struct RecipeDefaults {
  var scene: SceneDraft?
  var transition: TransitionDraft?

  /// A scene with the defaults laid under.
  func scene(_ draft: SceneDraft) -> Scene {
    let base = scene
    let fit = draft.fit ?? base?.fit
    let focus = draft.focus ?? base?.focus
    let background = draft.background ?? base?.background
    // The clips of the defaults take the scene's fit as well.
    let clips = (draft.clips ?? base?.clips)?.map {
      $0.clip(fit: fit, focus: focus, background: background)
    }
    let chosen = draft.transition ?? transition
    return Scene(
      mark: draft.mark, id: draft.id, text: draft.text, caption: draft.caption?.words,
      captionFile: draft.caption?.file, title: draft.title,
      clips: clips ?? [Clip(background, at: draft.mark)],
      duration: draft.duration ?? base?.duration, effect: draft.effect ?? base?.effect ?? .none,
      effectIsDefault: draft.effect == nil,
      transition: chosen?.transition(over: transition, isDefault: draft.transition == nil),
      overlays: draft.overlays ?? base?.overlays ?? [], narration: draft.narration)
  }
}
