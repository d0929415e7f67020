internal import FilmVocabulary

/// An output while it is read: what its keys say, before it is known whether they go together.
struct OutputDraft: Sendable {
  var mark: SourceMark
  var path: Located<RecipePath>?
  var codec: Located<VideoCodec>?
  /// The inner `nil` stands for no sound.
  var soundCodec: Located<SoundCodec?>?
  var aspect: Located<FrameSize.Aspect>?
  var resolution: Located<FrameSize.Resolution>?
  var frameRate: Located<Rational>?
  var scenes: [Located<String>]?
  var hasWatermark = true
  var thumbnail = OutputThumbnail.inherited

  init(mark: SourceMark) { self.mark = mark }

  static func container(of path: RecipePath) -> Container? {
    let name = PathText.name(of: path.resolved)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return Container(rawValue: String(name[name.index(after: dot)...]))
  }

  func output(_ reader: RecipeReader) -> Output? {
    guard let path, let container = Self.container(of: path.value) else { return nil }
    let before = reader.errorCount
    let rate = frameRate?.value ?? Output.defaultFrameRate(of: container)
    let videoCodec = videoCodec(container, reader)
    let soundCodec = soundCodec(container, reader)
    let size = size(container, reader)
    if container == .gif, let frameRate, frameRate.value > Rational(50) {
      reader.report(
        Diagnostic(
          "a GIF shows at most 50 frames a second", at: frameRate.mark, suggestion: "25"))
    }
    if case .own(let thumbnail) = thumbnail, !container.hasPictures {
      reader.report(
        Diagnostic(
          "a .\(container.rawValue) file has no pictures; leave 'thumbnail' out",
          at: thumbnail.mark))
    }
    guard reader.errorCount == before, let size else { return nil }
    if let videoCodec, min(size.width, size.height) < videoCodec.smallestSide {
      reader.report(
        Diagnostic(
          "\(videoCodec.rawValue) takes no picture with a side of less than "
            + "\(videoCodec.smallestSide) pixels", at: resolution?.mark ?? mark))
      return nil
    }
    return Output(
      mark: mark, path: path, container: container, videoCodec: videoCodec,
      soundCodec: soundCodec, width: size.width, height: size.height, frameRate: rate,
      scenes: scenes, hasWatermark: hasWatermark, thumbnail: thumbnail)
  }

  private func videoCodec(_ container: Container, _ reader: RecipeReader) -> VideoCodec? {
    guard let codec else { return container.videoCodecs.first }
    if container.videoCodecs.contains(codec.value) { return codec.value }
    reader.report(
      refusal(
        of: "'codec'", codec.value.rawValue, container, container.videoCodecs.map(\.rawValue),
        what: "pictures", at: codec.mark))
    return nil
  }

  private func soundCodec(_ container: Container, _ reader: RecipeReader) -> SoundCodec? {
    guard let soundCodec else { return container.soundCodecs.first }
    guard let wanted = soundCodec.value else {
      if !container.hasPictures {
        reader.report(
          Diagnostic(
            "a .\(container.rawValue) file holds sound and nothing else; leave 'audio_codec' out",
            at: soundCodec.mark))
      }
      return nil
    }
    if container.soundCodecs.contains(wanted) { return wanted }
    reader.report(
      refusal(
        of: "'audio_codec'", wanted.rawValue, container, container.soundCodecs.map(\.rawValue),
        what: "sound", at: soundCodec.mark))
    return nil
  }

  private func refusal(
    of key: String, _ codec: String, _ container: Container, _ choices: [String], what: String,
    at mark: SourceMark
  ) -> Diagnostic {
    let file = "a .\(container.rawValue) file"
    switch choices.count {
    case 0:
      return Diagnostic("\(file) has no codec of \(what) to choose; leave \(key) out", at: mark)
    case 1:
      return Diagnostic(
        "\(file) holds \(what) as \(choices[0]), not as \(codec)", at: mark,
        suggestion: choices[0])
    default:
      return Diagnostic(
        "\(file) holds \(what) as \(choices.joined(separator: ", ")), not as \(codec)", at: mark,
        suggestion: choices[0])
    }
  }

  private func size(_ container: Container, _ reader: RecipeReader) -> (width: Int, height: Int)? {
    if !container.hasPictures {
      if let place = aspect?.mark ?? resolution?.mark {
        reader.report(
          Diagnostic(
            "a .\(container.rawValue) file has no pictures; leave "
              + "\(aspect == nil ? "'resolution'" : "'aspect'") out", at: place))
      }
    }
    let lines = FrameSize.Resolution.lines(Output.defaultLines(of: container))
    switch resolution?.value ?? lines {
    case .lines(let lines):
      return FrameSize.size(lines: lines, aspect: aspect?.value ?? .widescreen)
    case .pixels(let width, let height):
      if let aspect, !FrameSize.fits(width: width, height: height, aspect: aspect.value) {
        reader.report(
          Diagnostic(
            "\(width)x\(height) is not \(aspect.value.width):\(aspect.value.height); give one of"
              + " the two",
            at: aspect.mark))
        return nil
      }
      return (width, height)
    }
  }
}
