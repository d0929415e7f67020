import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Makes the nodes of a film's sound: a mix for each scene, one gain, and chunks of packets.
struct SoundBuilder {
  var film: FilmBuilder
  var timeline: Timeline
  var bed: SoundBed

  /// A film's sound, ready to be stitched.
  struct Programme {
    struct Chunk {
      var node: NodeID
      var packets: Int
    }
    /// Of AAC.
    var chunks: [Chunk] = []
    /// Of another codec, in one piece.
    var track: NodeID?
    /// The length in samples; 0 for a silent film, which has no sound track.
    var samples = 0

    var isSilent: Bool { chunks.isEmpty && track == nil }
  }

  /// A sound at its place in the film.
  struct Piece {
    var node: NodeID
    /// `input` is not set yet: it is numbered by the node that uses the piece.
    var element: SoundElement
    /// The sample behind the last one that is heard.
    var end: Int
  }

  func build() throws -> Programme {
    guard let codec = film.output.soundCodec else { return Programme() }
    let samples = film.clock.sample(ofFrame: timeline.frames)
    let mixes = SceneMixer(film: film, timeline: timeline)
    var pieces: [Piece] = []
    for scene in film.scenes.indices {
      guard let mix = mixes.mix(scene) else { continue }
      let start = film.clock.sample(ofFrame: timeline.slots[scene].start)
      pieces.append(
        Piece(
          node: mix.node, element: SoundElement(input: 0, start: start), end: start + mix.samples))
    }
    if let narration = bed.narration {
      let length = min(narration.samples, samples)
      if length < narration.samples, let source = film.recipe.narration.recording {
        let missing = Double(narration.samples - length) / Double(SampleClock.rate)
        film.builder.report(
          Diagnostic(
            "the film ends \((missing * 10).rounded(.up) / 10) s before its recorded voice does",
            at: source.mark, severity: .warning))
      }
      pieces.append(
        Piece(
          node: narration.sound,
          element: SoundElement(
            input: 0, start: 0, length: length, gain: film.recipe.narration.volume.gain,
            fadeOut: min(Fade.cut, length)), end: length))
    }
    let music = bed.music.map { self.music($0, samples: samples) } ?? []
    guard !pieces.isEmpty || !music.isEmpty else { return Programme() }
    let mix = ProgrammeMix(
      pieces: pieces, music: music, ducking: ducking(mixes), samples: samples)
    let gain = loudness(mix)
    guard codec == .aac else {
      return Programme(track: track(mix, codec: codec, gain: gain), samples: samples)
    }
    let chunks = try ChunkPlanner(film: film, mix: mix, gain: gain).chunks()
    return Programme(chunks: chunks, samples: samples)
  }

  /// The whole programme as one piece.
  private func track(_ mix: ProgrammeMix, codec: SoundCodec, gain: NodeID?) -> NodeID {
    var inputs = InputList()
    func elements(_ pieces: [Piece]) -> [SoundElement] {
      pieces.map { piece in
        var element = piece.element
        element.input = inputs.number("sound", .output(of: piece.node, name: "sound"))
        return element
      }
    }
    let pieces = elements(mix.pieces)
    let music = elements(mix.music)
    if let gain { _ = inputs.number("gain", .output(of: gain, name: "gain")) }
    let headroom = codec.isLossless ? .zero : ChunkPlanner.headroom
    return film.builder.add(
      SoundTrackParameters(
        codec: codec, bitRate: film.settings.bitRate(codec), samples: mix.samples,
        elements: pieces, music: music, ducking: music.isEmpty ? nil : mix.ducking,
        ceiling: film.recipe.audio.truePeak - headroom,
        oversampling: film.settings.limiterOversampling),
      inputs: inputs.inputs, label: "\(film.label)sound")
  }

  // MARK: Music

  private func music(_ bed: SoundBed.Recording, samples: Int) -> [Piece] {
    guard let music = film.recipe.music, !music.volume.isSilent else { return [] }
    let rate = film.output.frameRate
    let fadeIn = SampleClock.samples(music.fadeIn.seconds(atFrameRate: rate))
    let fadeOut = SampleClock.samples(music.fadeOut.seconds(atFrameRate: rate))
    var pieces: [Piece] = []
    var start = 0
    repeat {
      let length = min(bed.samples, samples - start)
      let isLast = start + length >= samples || !music.loops
      pieces.append(
        Piece(
          node: bed.sound,
          element: SoundElement(
            input: 0, start: start, length: length, gain: music.volume.gain,
            fadeIn: min(start == 0 ? fadeIn : Fade.cut, length),
            fadeOut: min(isLast ? fadeOut : Fade.cut, length)),
          end: start + length))
      start += length
    } while start < samples && music.loops
    return pieces
  }

  private func ducking(_ mixes: SceneMixer) -> StageCatalog.Ducking? {
    guard let ducking = film.recipe.music?.ducking, bed.music != nil else { return nil }
    let rate = film.output.frameRate
    let attack = SampleClock.samples(ducking.attack.seconds(atFrameRate: rate))
    let release = SampleClock.samples(ducking.release.seconds(atFrameRate: rate))
    var intervals: [StageCatalog.Ducking.Interval] = []
    var spoken = film.scenes.indices.flatMap(mixes.spokenIntervals)
    if let narration = bed.narration { spoken.append(0..<narration.samples) }
    for range in spoken.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // Between two sentences the music must not come up only to go down at once.
      if let last = intervals.indices.last,
        range.lowerBound - intervals[last].end <= attack + release
      {
        intervals[last].end = max(intervals[last].end, range.upperBound)
      } else {
        intervals.append(.init(start: range.lowerBound, end: range.upperBound))
      }
    }
    guard !intervals.isEmpty else { return nil }
    return StageCatalog.Ducking(
      depth: ducking.by, attack: attack, release: release, intervals: intervals)
  }

  // MARK: Loudness

  private func loudness(_ mix: ProgrammeMix) -> NodeID? {
    guard let target = film.recipe.audio.loudness else { return nil }
    var inputs = InputList()
    func elements(_ pieces: [Piece]) -> [SoundElement] {
      pieces.map { piece in
        var element = piece.element
        element.input = inputs.number("levels", .output(of: piece.node, name: "levels"))
        return element
      }
    }
    let pieces = elements(mix.pieces)
    let music = elements(mix.music)
    return film.builder.add(
      LoudnessParameters(
        target: target, step: Rational(1, 2), samples: mix.samples, pieces: pieces, music: music,
        ducking: mix.ducking),
      inputs: inputs.inputs, label: film.label + "loudness")
  }
}
