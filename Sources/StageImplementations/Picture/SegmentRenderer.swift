internal import MediaEngine
internal import StageCatalog
internal import WorkerProtocol

/// Draws all frames of a segment: spans, transitions, watermark, captions.
struct SegmentRenderer {
  private let parameters: SegmentParameters
  private let factory: PartFactory
  private let fonts: [String]
  private let captions: TextTrack?
  private let watermarks: [OverlayLayer]
  private let script: ScriptOverlay?
  private let canvas: Picture

  init(_ parameters: SegmentParameters, context: StageContext) throws {
    self.parameters = parameters
    factory = PartFactory(parameters, context: context)
    fonts = context.inputs("font")
    let size = parameters.canvas
    captions = try parameters.captions.map { track in
      let setter = try TextSetter(canvas: size, fonts: context.inputs("font"))
      return TextTrack(
        try CaptionFrames(track, frames: parameters.frames, setter: setter), canvas: size)
    }
    watermarks = try OverlayLayer.layers(
      of: parameters.watermarks, frames: parameters.frames, factory: factory, fonts: fonts)
    script = try parameters.script.map {
      try ScriptOverlay($0, canvas: size, fonts: context.inputs("font"))
    }
    canvas = Picture(width: size.width, height: size.height)
  }

  /// Hands over each picture in order; it is valid until `body` returns.
  func render(_ body: (Picture) throws -> Void) throws {
    var frame = 0
    for span in parameters.spans {
      try render(span) { picture in
        let marks = watermarks.filter { $0.isVisible(frame: frame) }
        let isCaptioned = captions?.prepare(frame: frame) ?? false
        let isScripted = script?.prepare(frame: frame) ?? false
        let isPlain = marks.isEmpty && !isCaptioned && !isScripted
        if !isPlain, picture !== canvas { canvas.copy(from: picture) }
        for mark in marks { try mark.draw(frame: frame, onto: canvas) }
        if isCaptioned { captions?.drawPrepared(onto: canvas) }
        if isScripted { script?.drawPrepared(onto: canvas) }
        try body(isPlain ? picture : canvas)
        frame += 1
      }
    }
  }

  private func render(
    _ span: SegmentParameters.Span, _ body: (Picture) throws -> Void
  ) throws {
    let first = try ShotRenderer(
      span.shot, frames: span.frames, factory: factory, fonts: fonts)
    guard let blend = span.blend else {
      for frame in 0..<span.frames { try body(try first.picture(frame: frame)) }
      return
    }
    let second = try ShotRenderer(
      blend.shot, frames: span.frames, factory: factory, fonts: fonts)
    let transition = Transition(
      blend.transition, easing: blend.easing, width: canvas.width, height: canvas.height)
    for frame in 0..<span.frames {
      transition.draw(
        from: try first.picture(frame: frame), to: try second.picture(frame: frame),
        index: frame, count: span.frames, into: canvas)
      try body(canvas)
    }
  }
}
