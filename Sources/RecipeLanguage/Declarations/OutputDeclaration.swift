internal import FilmVocabulary

extension Declarations {
  /// Codecs by other names, which are nearer to those of others.
  private static let codecNames = [
    "avc": "h264", "x264": "h264", "h.264": "h264", "h265": "hevc", "x265": "hevc",
    "h.265": "hevc",
  ]

  static let output: Shape<Output> = outputMapping.shape(
    "output", make: { OutputDraft(mark: $0) }
  ) { draft, reader in draft.output(reader) }

  static let outputMapping = MappingDeclaration<OutputDraft>(
    "an output", "A file that is to be made.",
    fields: [
      Field(
        "path", outputPath,
        "The file; its ending says of which kind it is: \(endings).", required: true
      ) { $0.path = $1 },
      Field(
        "codec", Shapes.word("codec", VideoCodec.self, meant: codecNames).located,
        "How the pictures are encoded, where the kind of file leaves a choice.",
        default: "h264, in .webm vp9"
      ) { $0.codec = $1 },
      Field(
        "audio_codec", Shapes.word("codec of sound", soundCodecs).located,
        "How the sound is encoded, where the kind of file leaves a choice; none leaves it out.",
        default: "aac, in .mkv and .webm opus"
      ) { $0.soundCodec = $1 },
      Field("aspect", aspect, "The frame's shape.", default: "\"16:9\"") { $0.aspect = $1 },
      Field(
        "resolution", resolution,
        "The frame's size: its short side as in 1080p, or both sides as in 1280x720, even numbers.",
        default: "720p; 360p in a GIF"
      ) { $0.resolution = $1 },
      Field(
        "fps", frameRate.located, "Frames a second: 30, 29.97 or 30000/1001, for instance.",
        default: "30; 15 in a GIF"
      ) { $0.frameRate = $1 },
      Field(
        "scenes", .list(of: Shapes.name.located, "a list of ids of scenes"),
        "The ids of the scenes that are in it.", default: "all"
      ) { $0.scenes = $1 },
      Field(
        "watermark", Shapes.boolean, "Whether the film's watermark stands in it.", default: "true"
      ) { $0.hasWatermark = $1 },
      Field(
        "thumbnail", thumbnail, "The picture that stands for this film; none for no picture.",
        default: "the recipe's"
      ) { draft, thumbnail in draft.thumbnail = thumbnail.map(OutputThumbnail.own) ?? .none },
    ])

  private static let endings = Container.allCases.map { "." + $0.rawValue }.joined(separator: ", ")

  private static let soundCodecs: [(name: String, value: SoundCodec?)] =
    [SoundCodec.aac, .opus, .mp3, .flac].map { ($0.rawValue, $0) } + [("none", nil)]

  private static let outputPath = Shape<Located<RecipePath>>(
    "a path that ends in one of \(endings)",
    schema: {
      let names = Container.allCases.map(\.rawValue).joined(separator: "|")
      return Schema(["type": .string("string"), "pattern": .string(#".\.("# + names + ")$")])
        .orVariable()
    }
  ) { node, reader in
    guard let path = Shapes.path.read(node, reader) else { return nil }
    reader.note(output: path)
    guard OutputDraft.container(of: path.value) != nil else {
      let stem = PathText.stem(of: path.value.text)
      reader.report(
        "an output ends in one of \(endings)", at: node.mark,
        suggestion: stem.isEmpty || stem.hasPrefix(".") ? nil : stem + ".mp4")
      return nil
    }
    return path
  }

  private static let aspect = Shape<FrameSize.Aspect>.scalar(
    "an aspect such as \"16:9\"",
    schema: {
      Schema(["type": .string("string"), "pattern": .string("^[0-9]{1,3}:[0-9]{1,3}$")])
    }
  ) { scalar throws(ValueProblem) in
    guard let aspect = FrameSize.Aspect(scalar.text) else { throw .unexpected }
    return aspect
  }.located

  private static let resolution: Shape<Located<FrameSize.Resolution>> = {
    let names = FrameSize.lines.map { "\($0)p" }
    let expected = "\(names.joined(separator: ", ")), or two sides such as 1280x720"
    return Shape<FrameSize.Resolution>.scalar(
      expected,
      schema: {
        .any(of: [
          Schema(["type": .string("string"), "enum": .words(names)]),
          Schema(["type": .string("string"), "pattern": .string("^[0-9]{2,4}x[0-9]{2,4}$")]),
        ])
      }
    ) { scalar throws(ValueProblem) in
      let text = scalar.text
      if let index = names.firstIndex(of: text) { return .lines(FrameSize.lines[index]) }
      let sides = text.split(separator: "x", omittingEmptySubsequences: false)
      guard sides.count == 2, let width = DecimalText.integer(sides[0].utf8),
        let height = DecimalText.integer(sides[1].utf8)
      else {
        let usual = [
          "hd": "720p", "fullhd": "1080p", "full-hd": "1080p", "2k": "1440p",
          "qhd": "1440p", "4k": "2160p", "uhd": "2160p",
        ]
        throw ValueProblem(
          suggestion: names.contains(text + "p") ? text + "p" : usual[text.lowercased()])
      }
      guard FrameSize.sides.contains(width), FrameSize.sides.contains(height) else {
        throw ValueProblem("a side has 16 to 7680 pixels, not \(text)")
      }
      guard width % 2 == 0, height % 2 == 0 else {
        throw ValueProblem(
          "the sides must be even, not \(text)",
          suggestion: "\((width + 1) / 2 * 2)x\((height + 1) / 2 * 2)")
      }
      return .pixels(width: width, height: height)
    }.located
  }()

  private static let frameRate = Shape<Rational>.scalar(
    "a frame rate from 1 to 120 such as 30, 29.97 or 30000/1001",
    schema: {
      .any(of: [
        Schema(["type": .string("number"), "minimum": .integer(1), "maximum": .integer(120)]),
        Schema(["type": .string("string"), "pattern": .string(#"^[0-9]+(\.[0-9]+|/[0-9]+)?$"#)]),
      ])
    }
  ) { scalar throws(ValueProblem) in
    if let rate = FrameRateText.rate(scalar.text) { return rate }
    let number = String(scalar.text.prefix { $0.isNumber || $0 == "." || $0 == "/" })
    throw ValueProblem(suggestion: FrameRateText.rate(number) == nil ? nil : number)
  }
}
