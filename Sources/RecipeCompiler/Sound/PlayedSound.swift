import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The sound of a video as it plays, in a scene's mix.
struct PlayedSound {
  var film: FilmBuilder
  var played: PlayedMedia
  var source: Node.Source
  var gain: Rational
  /// For people.
  var label: String

  /// - Parameters:
  ///   - start: The sample of the mix with which it begins to play.
  ///   - length: Samples for which it shows.
  ///   - fadeIn: Samples over which it comes, at least as long as a cut's.
  ///   - fadeOut: Samples over which it goes.
  func elements(
    start: Int, length: Int, fadeIn: Int, fadeOut: Int, inputs: inout InputList
  ) -> [SoundElement] {
    var pieces: [(start: Int, skip: Int, length: Int)] = []
    if played.loops {
      let round = SampleClock.samples(played.moving)
      guard round > Fade.cut else { return [] }
      for begin in stride(from: 0, to: length, by: round) {
        pieces.append((begin, 0, min(round, length - begin)))
      }
    } else {
      let stretches = played.stretches
      let end = min(length, SampleClock.samples(played.length))
      for (index, stretch) in stretches.enumerated() where stretch.rate != .zero {
        let begin = SampleClock.samples(stretch.start)
        let next =
          index + 1 < stretches.count ? SampleClock.samples(stretches[index + 1].start) : end
        guard min(next, end) > begin else { continue }
        pieces.append((begin, SampleClock.samples(stretch.moved), min(next, end) - begin))
      }
    }
    guard let needed = pieces.map({ $0.skip + $0.length }).max() else { return [] }
    let node = sound(samples: needed)
    let input = inputs.number("sound", .output(of: node, name: "sound"))
    return pieces.indices.map { index in
      let piece = pieces[index]
      let comes = index == 0 ? max(fadeIn, Fade.cut) : Fade.cut
      let goes = index == pieces.count - 1 ? max(fadeOut, Fade.cut) : Fade.cut
      return SoundElement(
        input: input, start: start + piece.start, skip: piece.skip, length: piece.length,
        gain: gain, fadeIn: min(comes, piece.length / 2), fadeOut: min(goes, piece.length / 2))
    }
  }

  /// Decodes as much as is heard, in steps of ten seconds, so that a scene that grows a little does
  /// not decode again.
  private func sound(samples: Int) -> NodeID {
    let step = Rational(10)
    let speed = played.retiming.speed
    let wanted = Rational(samples, SampleClock.rate) * speed
    let steps = Rational((wanted / step).ceiling) * step
    if played.retiming.isReversed {
      let start = max(played.from, played.to - steps)
      let decoded = decode(from: start, to: played.to)
      return retimed(decoded, seconds: played.to - start)
    }
    let decoded = decode(from: played.from, to: played.from + steps)
    // Backwards or at another pace, what lies behind the part must not be heard.
    return speed == Rational(1)
      ? decoded : retimed(decoded, seconds: min(steps, played.to - played.from))
  }

  private func decode(from: Rational, to: Rational) -> NodeID {
    film.builder.add(
      SoundParameters(start: from, end: to, filterLength: film.settings.soundFilterLength),
      inputs: [Node.Input("clip", source)], label: "\(label)/sound")
  }

  private func retimed(_ sound: NodeID, seconds: Rational) -> NodeID {
    film.builder.add(
      RetimeParameters(
        skip: 0, length: SampleClock.samples(seconds), isReversed: played.retiming.isReversed,
        speed: played.retiming.speed),
      inputs: [Node.Input("sound", .output(of: sound, name: "sound"))], label: "\(label)/retime")
  }
}
