internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog
internal import WorkerProtocol

/// A programme's sound as it is before it is encoded: mixed, levelled, limited.
///
/// Any window of it can be had alone, and has the same samples as in the whole.
struct ProgrammeSound {
  private let mixer: ProgrammeMixer
  private let limiter: Limiter
  /// The factor for the sample values.
  private let gain: Float

  init(
    elements: [SoundElement], music: [SoundElement], ducking: Ducking?, ceiling: Rational,
    oversampling: Int, context: StageContext
  ) throws {
    guard (1...16).contains(oversampling) else {
      throw StageError(code: "internal", message: "The limiter is planned wrongly.")
    }
    mixer = try ProgrammeMixer(
      sounds: context.inputs("sound").map(WaveFile.init(path:)),
      elements: elements.map(MixElement.init), music: music.map(MixElement.init),
      ducking: ducking.map(DuckingEnvelope.init))
    limiter = Limiter(ceiling: ceiling.doubleValue, oversampling: oversampling)
    let gain = try context.read(json: ProgrammeGain.self, from: "gain")
    self.gain = gain.map { SoundFormat.amplitude(ofDecibels: Double($0.centibels) / 100) } ?? 1
  }

  /// The samples of a window, left and right in turn.
  ///
  /// - Precondition: The window's length is a multiple of ``Limiter/block``.
  func samples(_ window: Range<Int>) -> [Float] {
    var mix = mixer.render(
      window.lowerBound - Limiter.margin..<window.upperBound + Limiter.margin)
    for index in mix.indices { mix[index] *= gain }
    return limiter.limit(mix)
  }
}
