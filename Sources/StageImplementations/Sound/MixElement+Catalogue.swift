internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

extension MixElement {
  init(_ element: SoundElement) {
    self.init(
      sound: element.input, start: element.start, skip: element.skip, length: element.length,
      gain: element.gain.doubleValue, fadeIn: element.fadeIn, fadeOut: element.fadeOut)
  }
}

extension DuckingEnvelope {
  init(_ ducking: Ducking) {
    self.init(
      depth: ducking.depth.doubleValue, attack: ducking.attack, release: ducking.release,
      intervals: ducking.intervals.map { $0.start..<max($0.start, $0.end) })
  }
}
