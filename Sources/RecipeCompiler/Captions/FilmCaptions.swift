import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The captions of one film: what its pictures, tracks and files of subtitles all show.
struct FilmCaptions {
  /// In order of their starts.
  private(set) var captions: [FilmCaption] = []

  /// - Returns: `nil` while it is not known where a text's words part.
  init?(film: FilmBuilder, timeline: Timeline, sources: CaptionSources) throws {
    if let source = sources.film {
      let placement = Placement(film: film, first: 0, length: timeline.frames, place: "the film")
      guard let placed = try placement.captions(of: source, label: "captions") else { return nil }
      captions = placed
      film.reportMissing(in: captions)
    } else if !film.recipe.subtitles.modes.isEmpty {
      // All scenes are asked, so that what is not known of any is found out at once.
      let scenes = try zip(film.scenes, timeline.slots).map {
        try Self.captions(of: $0, slot: $1, film: film)
      }
      guard scenes.allSatisfy({ $0 != nil }) else { return nil }
      captions = scenes.flatMap { $0 ?? [] }
    }
    captions.endWhereNextBegins()
    let order = captions.indices.sorted {
      (captions[$0].frames.lowerBound, $0) < (captions[$1].frames.lowerBound, $1)
    }
    captions = order.map { captions[$0] }
    if let first = captions.stack(), film.burnsCaptions, let origin = captions[first].origin {
      film.builder.report(
        Diagnostic(
          "the caption on \(origin.description) finds no room: more than "
            + "\([FilmCaption].stackLimit) lines of captions show at once; let some end earlier",
          at: origin.file.source.mark))
    }
  }

  /// The captions of a further track.
  static func subtitles(
    of source: CaptionSource, film: FilmBuilder, timeline: Timeline
  ) -> [FilmCaption] {
    let placement = Placement(film: film, first: 0, length: timeline.frames, place: "the film")
    // Where words of Chinese or Thai part is not asked for: players break their lines.
    var captions = placement.cues(of: source).map {
      placement.caption($0, borders: nil, of: source)
    }
    _ = captions.stack()
    return captions
  }

  private static func captions(
    of content: SceneContent, slot: Timeline.Slot, film: FilmBuilder
  ) throws -> [FilmCaption]? {
    if let source = content.captions {
      let captions = try Placement(
        film: film, first: slot.start, length: slot.length, place: "its scene"
      ).captions(of: source, label: "\(content.label)/captions")
      film.reportMissing(in: captions ?? [])
      return captions
    }
    let start = film.clock.sample(ofFrame: slot.start)
    return try SceneCaptions(content: content, slot: slot, film: film)?.cues.map { cue in
      // Frames are counted within the scene, so that it may move without being rendered again.
      func frame(_ sample: Int) -> Int { slot.start + film.clock.frame(ofSample: sample) }
      return FilmCaption(
        caption: Caption(
          start: SampleClock.milliseconds(start + cue.start),
          end: SampleClock.milliseconds(start + cue.end), text: cue.text),
        frames: frame(cue.start)..<max(frame(cue.end), frame(cue.start)),
        lines: cue.lines.map { line in
          line.map {
            .init(
              text: $0.text, frame: frame($0.start), markup: $0.markup,
              joinsPrevious: $0.joinsPrevious,
              isUnspaced: $0.isUnspaced)
          }
        })
    }
  }

  /// Brings the captions of a file to their place in a film or a scene.
  private struct Placement {
    var film: FilmBuilder
    /// The film's frame at which the file's time begins.
    var first: Int
    /// Frames within which captions show.
    var length: Int
    /// For messages.
    var place: String

    /// - Returns: `nil` while it is not known where their words part.
    func captions(of source: CaptionSource, label: String) throws -> [FilmCaption]? {
      let cues = self.cues(of: source)
      var borders = [[Int]](repeating: [], count: cues.count)
      if film.breaksCaptions {
        let reader = WordBorderReader(film: film, label: label)
        guard let known = try reader.places(inEach: cues.map(\.caption.text)) else { return nil }
        borders = known
      }
      return zip(cues, borders).map { caption($0, borders: $1, of: source) }
    }

    /// What shows, at times from the place's start.
    func cues(of source: CaptionSource) -> [CaptionDocument.Cue] {
      let rate = film.output.frameRate
      let offset = (source.file.offset.seconds(atFrameRate: rate) * Rational(1000)).rounded
      let end = (Rational(length * 1000) / rate).floor
      var late: [Int] = []
      var early: [Int] = []
      var result: [CaptionDocument.Cue] = []
      for cue in source.document.cues {
        var caption = cue.caption
        caption.start = max(caption.start + offset, 0)
        caption.end = min(caption.end + offset, end)
        for index in caption.runs.indices {
          caption.runs[index].spoken = caption.runs[index].spoken.map {
            min(max($0 + offset, caption.start), max(caption.end, caption.start))
          }
        }
        if caption.start >= end {
          late.append(cue.line)
        } else if caption.end <= 0 {
          early.append(cue.line)
        } else if caption.end > caption.start {
          result.append(.init(line: cue.line, caption: caption))
        }
      }
      report(late, of: source, "begins", "begin", "after \(place) has ended")
      report(early, of: source, "ends", "end", "before \(place) begins")
      return result
    }

    /// - Parameter borders: Where words part; `nil` for no lines.
    func caption(
      _ cue: CaptionDocument.Cue, borders: [Int]?, of source: CaptionSource
    ) -> FilmCaption {
      let caption = cue.caption
      let start = SampleClock.milliseconds(film.clock.sample(ofFrame: first))
      func frame(_ milliseconds: Int) -> Int {
        first + (Rational(milliseconds) * film.output.frameRate / Rational(1000)).rounded
      }
      let lines =
        film.breaksCaptions
        ? borders.map { layout.lines(fitting: CaptionWords.lines(of: caption, borders: $0)) } ?? []
        : []
      var moved = caption
      moved.start += start
      moved.end += start
      for index in moved.runs.indices {
        moved.runs[index].spoken = moved.runs[index].spoken.map { $0 + start }
      }
      return FilmCaption(
        caption: moved,
        frames: frame(
          caption.start)..<min(max(frame(caption.end), frame(caption.start)), first + length),
        lines: lines.map { line in
          line.map {
            .init(
              text: $0.text, frame: first + film.clock.frame(ofSample: $0.start),
              markup: $0.markup, joinsPrevious: $0.joinsPrevious,
              isUnspaced: $0.isUnspaced)
          }
        }, origin: .init(file: source.file, line: cue.line))
    }

    private var layout: CaptionLayout {
      SceneCaptions.layout(film: film)
    }

    private func report(
      _ lines: [Int], of source: CaptionSource, _ singular: String, _ plural: String, _ when: String
    ) {
      guard let first = lines.first else { return }
      let name = "'\(source.file.source.text)'"
      let message =
        lines.count == 1
        ? "the caption on line \(first) of \(name) \(singular) \(when) and is left out"
        : "\(lines.count) captions of \(name) \(plural) \(when) and are left out: lines "
          + LineNumbers.text(lines)
      film.builder.report(
        Diagnostic(message, at: source.file.source.mark, severity: .warning))
    }
  }
}

extension FilmBuilder {
  /// Reports the characters of a file's captions that no installed font has, each once.
  fileprivate func reportMissing(in captions: [FilmCaption]) {
    guard burnsCaptions else { return }
    let look = recipe.subtitles.style.look
    var reported: Set<Unicode.Scalar> = []
    for caption in captions {
      guard let origin = caption.origin else { continue }
      for run in caption.caption.runs {
        reportMissing(
          shown(run.text, look: look), fonts: fonts(of: look, markup: run.markup),
          at: origin.file.source.mark, in: origin.description, reported: &reported)
      }
    }
  }
}
