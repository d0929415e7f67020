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
  }

  /// Leaves what is open to the next stage, once all frames are drawn.
  func leave(to context: StageContext) { factory.leave(to: context) }

  /// Draws one frame into the picture that it is given, all of it anew.
  typealias Drawing = (Picture) throws -> Void

  /// Hands over the drawing of each frame in order, to be called once before `body` returns.
  func render(_ body: (Drawing) throws -> Void) throws {
    var start = 0
    for span in parameters.spans {
      try render(span, start: start, body)
      start += span.frames
    }
  }

  private func render(
    _ span: SegmentParameters.Span, start: Int, _ body: (Drawing) throws -> Void
  ) throws {
    let first = try ShotRenderer(
      span.shot, frames: span.frames, factory: factory, fonts: fonts)
    guard let blend = span.blend else {
      for frame in 0..<span.frames {
        try body { canvas in
          try first.draw(frame: frame, into: canvas)
          try drawMarks(frame: start + frame, onto: canvas)
        }
      }
      return
    }
    let second = try ShotRenderer(
      blend.shot, frames: span.frames, factory: factory, fonts: fonts)
    let size = parameters.canvas
    let transition = Transition(
      blend.transition, easing: blend.easing, width: size.width, height: size.height)
    let from = Picture(width: size.width, height: size.height)
    let to = Picture(width: size.width, height: size.height)
    for frame in 0..<span.frames {
      try body { canvas in
        try first.draw(frame: frame, into: from)
        try second.draw(frame: frame, into: to)
        transition.draw(from: from, to: to, index: frame, count: span.frames, into: canvas)
        try drawMarks(frame: start + frame, onto: canvas)
      }
    }
  }

  /// What lies over all spans: watermark, captions.
  private func drawMarks(frame: Int, onto canvas: Picture) throws {
    for mark in watermarks where mark.isVisible(frame: frame) {
      try mark.draw(frame: frame, onto: canvas)
    }
    captions?.draw(frame: frame, onto: canvas)
    script?.draw(frame: frame, onto: canvas)
  }
}
