import BuildGraph
import FilmVocabulary
import RecipeLanguage

extension FilmBuilder {
  /// Warns of clips whose turn comes when their scene is over. A list that stands in `defaults` may
  /// be too long for a short scene, as long as another shows all of it.
  func warnOfHiddenClips(_ timeline: Timeline) {
    guard output.container.hasPictures else { return }
    var shown: Set<SourceMark> = []
    var hidden: [(mark: SourceMark, scene: Int)] = []
    for (index, slot) in timeline.slots.enumerated() where scenes[index].clips.count > 1 {
      let schedule = ClipSchedule(
        content: scenes[index], length: slot.length, frameRate: output.frameRate)
      let visible = Set(schedule.parts.map(\.clip))
      for (number, clip) in scenes[index].clips.enumerated() {
        if visible.contains(number) {
          shown.insert(clip.clip.mark)
        } else {
          hidden.append((clip.clip.mark, index))
        }
      }
    }
    for (mark, scene) in hidden where shown.insert(mark).inserted {
      let length = Rational(timeline.slots[scene].length) / output.frameRate
      builder.report(
        Diagnostic(
          "this clip never shows: \(scenes[scene].name) ends after"
            + " \(JSONText.fixed(length.doubleValue, digits: 2)) s, before the clips in front of it do",
          at: mark, severity: .warning), once: "clip")
    }
  }
}
