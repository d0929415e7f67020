import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

extension FilmBuilder {
  /// A colour or a gradient.
  func plainSource(_ source: Clip.Source) -> PictureSource {
    switch source {
    case .color(let color): return .color(color)
    case .gradient(let colors, let angle):
      // CSS counts clockwise from "upwards", the stage from "downwards" the other way round.
      let degrees = (180 - angle.rounded) % 360
      return .gradient(colors: colors, degrees: degrees < 0 ? degrees + 360 : degrees)
    case .media: preconditionFailure("a medium is no plain source")
    }
  }

  /// The number of a video among a segment's inputs.
  func video(_ media: SceneClip.Media, inputs: inout InputList) -> Int {
    let number = inputs.number("clip", media.source)
    let index = inputs.number("index", .output(of: media.probe, name: "index"))
    precondition(number == index, "a frame index for each clip")
    return number
  }

  /// The node that decodes a still, as large as the closest view of it needs.
  func still(
    _ media: SceneClip.Media, crop: UnitRectangle?, motion: Motion?, label: String
  ) -> NodeID {
    var part = Rational(1)
    if let motion {
      part = [motion.from, motion.to].flatMap { [$0.width, $0.height] }.min() ?? part
    }
    // Past a certain closeness the file's own pixels show anyway.
    part = max(part, Rational(1, 4))
    let size = PictureParameters.Size.covering(
      width: (Rational(canvas.width) / part).ceiling,
      height: (Rational(canvas.height) / part).ceiling,
      minimumWidth: canvas.width, minimumHeight: canvas.height)
    return builder.add(
      PictureParameters(crop: crop, size: size, resampling: settings.resampling),
      inputs: [Node.Input("image", media.source)], label: self.label + label)
  }

  /// What becomes of a source's colours; `nil` for nothing.
  func look(_ look: Look, label: String, inputs: inout InputList) -> ColorLook? {
    guard look.key != nil || look.adjustment != nil || look.table != nil else { return nil }
    return ColorLook(
      key: look.key, adjustment: look.adjustment,
      table: look.table.map { table in
        let node = builder.colorTable(table, stages: stages, label: label)
        return inputs.number("lut", .output(of: node, name: "table"))
      })
  }
}

extension GraphBuilder {
  /// The node that reads a table of colours.
  func colorTable(_ table: MediaSource, stages: OwnStages, label: String) -> NodeID {
    add(
      ColorTableParameters(), inputs: [Node.Input("file", stages.source(of: table))],
      label: "\(label)/table:\(table.text)")
  }
}
