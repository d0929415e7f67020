import BuildGraph
import FilmVocabulary
import StageCatalog

/// One value of every stage's parameters with every optional part filled in, so that a test that
/// looks at all fields sees them all.
enum Samples {
  static let font = FontReference(input: 1, face: 2, isEmboldened: true, isSlanted: true)

  static let style = TextStyle(
    font: font, size: Rational(1, 20), color: .white, outlineColor: .black,
    outline: Rational(1, 300), shadow: .init(color: .black, offset: Rational(1, 400)),
    box: .init(color: .black, padding: Rational(1, 80), isPerLine: true), margin: Rational(1, 20),
    sideMargin: Rational(1, 10), alignment: .left, lineSpacing: Rational(6, 5),
    letterSpacing: Rational(1, 50), language: "th")

  static let look = ColorLook(
    key: ChromaKey(
      color: Color(red: 0, green: 255, blue: 0), similarity: Rational(1, 10),
      blend: Rational(1, 20), despill: Rational(1, 2)),
    adjustment: ColorAdjustment(), table: 0)

  static let shot = Shot(
    parts: [
      .init(
        start: 0, source: .still(input: 0), fit: .cover,
        motion: Motion(from: .full, to: .full, offset: 3, length: 90)),
      .init(
        start: 5,
        source: .video(
          input: 0,
          play: .init(
            start: Rational(1, 3), end: Rational(2), rate: Rational(-3, 2), loop: Rational(1))),
        crop: .full, fit: .blur, focus: .center, look: look, background: .color(.white),
        motion: nil),
      .init(start: 9, source: .color(.white), fit: .contain, motion: nil),
      .init(
        start: 12, source: .gradient(colors: [.black, .white], degrees: 90), fit: .stretch,
        motion: nil),
    ],
    overlays: [
      Overlay(
        content: .text(TextPiece("London", fonts: [.init(start: 2, font: font)]), style: style),
        anchor: .bottomLeft, opacity: Rational(4, 5),
        start: 2, end: 12),
      Overlay(
        content: .title(TextPiece("Part"), subtitle: TextPiece("Two"), style: style),
        anchor: .center,
        opacity: Rational(1), start: 0, end: 20),
      Overlay(
        content: .picture(
          .init(
            source: .still(input: 1), width: 80, height: 60, crop: .full, look: look, radius: 4,
            border: .init(width: 2, color: .white))), anchor: .topRight,
        point: .center, opacity: Rational(1), start: 0, end: 20,
        entrance: .init(name: .zoom, start: -3, frames: 9),
        exit: .init(name: .slideleft, start: 12, frames: 8)),
    ])

  static let sound = SoundElement(
    input: 0, start: -5, skip: 2, length: 100, gain: Rational(-18), fadeIn: 10, fadeOut: 20)

  static let ducking = Ducking(
    depth: Rational(10), attack: 4800, release: 9600, intervals: [.init(start: 0, end: 48_000)])

  static let markup = TextMarkup(
    isItalic: true, isBold: true, isUnderlined: true, isStruck: true, color: .black)

  static let placement = CaptionPlacement(
    anchor: .topRight, x: Rational(1, 4), y: Rational(1, 2))

  static let caption = Caption(
    start: 0, end: 1000,
    runs: [.init("One\n"), .init("Two", markup: markup, spoken: 500)], placement: placement)

  static let canvas = Canvas(width: 1280, height: 720, frameRate: Rational(30_000, 1001))

  static let all: [any NodeParameters] = [
    CommandParameters(
      run: "sort $in > $out", inputs: ["a.txt", "b.txt"], outputs: ["all.txt", "log"]),
    ProbeParameters(),
    ColorTableParameters(),
    CuesParameters(keepsScript: true),
    SpeechParameters(
      engine: "espeak", voice: "en-gb", rate: Rational(1), pitch: Rational(1), text: "Hello."),
    WordsParameters(text: "สวัสดีครับ", language: "th"),
    PictureParameters(
      crop: .full,
      size: .covering(width: 1280, height: 720, minimumWidth: 640, minimumHeight: 360),
      resampling: .bicubic),
    SoundParameters(start: Rational(1, 2), end: Rational(3), filterLength: 32),
    RetimeParameters(skip: 5, length: 48_000, isReversed: true, speed: Rational(3, 2)),
    SceneMixParameters(samples: 48_000, elements: [sound]),
    LoudnessParameters(
      target: Rational(-14), step: Rational(1, 2), samples: 48_000, pieces: [sound],
      music: [sound], ducking: ducking),
    SoundChunkParameters(
      packets: 2048, warmUp: 4, lookAhead: 2, elements: [sound], music: [sound], ducking: ducking,
      bitRate: 192_000, ceiling: Rational(-1), oversampling: 4),
    SoundTrackParameters(
      codec: .opus, bitRate: 128_000, samples: 32_000, elements: [sound], music: [sound],
      ducking: ducking, ceiling: Rational(-1), oversampling: 4),
    SegmentParameters(
      canvas: canvas,
      spans: [
        .init(
          frames: 20, shot: shot,
          blend: .init(transition: .wipeleft, easing: .easeInOut, shot: shot))
      ],
      watermarks: [shot.overlays[2]],
      captions: CaptionTrack(
        style: style, anchor: .bottom, highlight: .white,
        cues: [
          .init(
            start: 0, end: 9,
            lines: [
              .init(words: [
                .init(
                  text: "In", fonts: [.init(start: 0, font: font)], start: 1, markup: markup,
                  joinsPrevious: true)
              ])
            ],
            placement: placement, raise: 2)
        ]),
      script: ScriptTrack(
        head: "[Script Info]", font: "Noto Sans",
        events: [.init(start: -5, end: 900, layer: 2, fields: "Default,,0,0,0,,Hello")],
        phase: Rational(1, 3)),
      resampling: .lanczos, motionSampling: .bilinear,
      encoding: VideoEncoding(preset: "veryfast", crf: 23)),
    SubtitlesParameters(
      format: .ass, captions: [caption],
      look: ScriptLook(
        width: 1280, height: 720, font: "Noto Sans", isBold: true, lineHeight: Rational(1, 20),
        color: .white, outlineColor: .black, outline: Rational(1, 300),
        shadow: .init(color: .black, offset: Rational(1, 200)),
        box: .init(color: .black, padding: Rational(1, 80), isPerLine: true),
        highlight: .init(color: .white, isBox: true),
        margin: Rational(1, 20), anchor: .bottom),
      script: .init(
        head: "[Script Info]",
        events: [.init(start: 0, end: 900, layer: 2, fields: "Default,,0,0,0,,Hello")])),
    FilmParameters(
      container: .mkv, videoCodec: .hevc, soundCodec: .aac, canvas: canvas, segments: [20],
      frames: 20, chunks: [3], samples: 32_000,
      chapters: [.init(title: "One", start: 0, end: 20)],
      metadata: [.init(key: "title", value: "A film")], language: "en",
      subtitles: [SubtitleTrack(language: "en", captions: [caption])]),
    PaletteParameters(canvas: canvas, segments: [20, 3]),
    AnimationParameters(canvas: canvas, segments: [20, 3]),
    ThumbnailParameters(
      canvas: canvas, segments: [20, 3], frame: 7, cuts: [3],
      overlays: [
        .init(
          content: .text(TextPiece("A film"), style: style), anchor: .center, opacity: Rational(1),
          start: 0,
          end: 1)
      ], format: .png),
    FramesParameters(),
    SimilarityParameters(),
  ]
}
