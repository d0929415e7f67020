import FilmVocabulary
import Testing

@testable import RecipeLanguage

/// What a recipe says of how clips and overlays play, look and stand.
@Suite("Clips and overlays")
struct CompositionTests {
  private func clip(_ keys: String, scene: String = "") throws -> Clip {
    let recipe = try recipe(
      "scenes: [{ clip: { path: a.mp4, \(keys) }\(scene.isEmpty ? "" : ", " + scene) }]")
    return recipe.scenes[0].clips[0]
  }

  @Test("Pace, direction, stops and the one frame")
  func retiming() throws {
    let clip = try clip("speed: 1.25, reverse: true, freeze: { at: 2s, duration: 12f }")
    #expect(clip.retiming.speed == Rational(5, 4))
    #expect(clip.retiming.isReversed)
    #expect(clip.retiming.freezes.map(\.duration) == [.frames(12)])
    let list = try self.clip("freeze: [{ at: 1s, duration: 1s }, { at: 2s, duration: 3s }]")
    #expect(list.retiming.freezes.count == 2)
    #expect(
      try self.clip("frame: 3s", scene: "duration: 2s").retiming.frame?.value
        == .seconds(Rational(3)))
  }

  @Test("Crop, focus and background; what a scene says holds for its clips")
  func framing() throws {
    let one = try clip("crop: [0.1, 0.2, 0.5, 0.5], focus: [0.25, 1]", scene: "background: navy")
    #expect(one.crop?.x == Rational(1, 10))
    #expect(one.focus == UnitPoint(x: Rational(1, 4), y: Rational(1)))
    #expect(one.background?.source == .color(Color(red: 0, green: 0, blue: 128)))
    let other = try clip(
      "background: { path: sky.mp4, trim: [1s] }", scene: "focus: top-left, background: navy")
    #expect(other.focus == UnitPoint(.topLeft))
    #expect(other.background?.trim?.from.value == .seconds(Rational(1)))
    let recipe = try recipe(
      "defaults: { scene: { focus: right, background: sea.jpg } }\nscenes: [{ clip: a.mp4 }]")
    #expect(recipe.scenes[0].clips[0].focus == UnitPoint(.right))
    #expect(recipe.mediaSources.map(\.text) == ["a.mp4", "sea.jpg"])
  }

  @Test("Colours")
  func look() throws {
    let clip = try clip(
      "eq: { contrast: 1.2, gamma_r: 0.9 }, lut: looks/warm.cube, chroma_key: { color: lime, "
        + "similarity: 0.2 }")
    #expect(clip.look.adjustment?.contrast == Rational(6, 5))
    #expect(clip.look.adjustment?.gammaRed == Rational(9, 10))
    #expect(clip.look.table?.text == "looks/warm.cube")
    #expect(clip.look.key?.similarity == Rational(1, 5))
    #expect(try self.clip("chroma_key: lime").look.key?.blend == Rational(1, 20))
    // What changes nothing is as if it were not there.
    #expect(try self.clip("eq: { contrast: 1 }").look == Look())
  }

  @Test("Overlays: boxes, places, animations")
  func overlays() throws {
    let recipe = try recipe(
      """
      scenes:
        - clip: a.mp4
          overlays:
            - { path: pip.mp4, width: 30%, height: 20%, loop: true, volume: 0.5, speed: 2,
                radius: 3%, border: { color: red }, position: [0.5, 1], margin: 5% }
            - { text: Hello, in: fade, out: { name: slideleft, duration: 1s } }
      watermark: { text: reel, opacity: 0.4 }
      outputs: [{ path: a.mp4 }, { path: b.mp4, watermark: false }]
      """)
    let overlay = recipe.scenes[0].overlays[0]
    guard case .media(let media) = overlay.content else {
      Issue.record("not a picture")
      return
    }
    #expect(media.height == Rational(1, 5))
    #expect(media.loops == true && media.retiming.speed == Rational(2))
    #expect(media.border?.width == Rational(1, 200))
    #expect(overlay.position == .point(UnitPoint(x: Rational(1, 2), y: Rational(1))))
    #expect(overlay.margin == Rational(1, 20))
    let words = recipe.scenes[0].overlays[1]
    #expect(words.entrance == .init(name: .fade, duration: .seconds(Rational(1, 2))))
    #expect(words.exit?.name == .slideleft)
    #expect(recipe.watermark?.position == .anchor(.bottomRight))
    #expect(recipe.outputs.map(\.hasWatermark) == [true, false])
  }

  @Test(
    "Mistakes",
    arguments: [
      ("clip: { color: red, speed: 2 }, duration: 1s", "'speed' belongs to a clip with a 'path'"),
      ("clip: { path: a.mp4, speed: 5 }", "a number from 0.25 to 4"),
      ("clip: { path: a.mp4, speed: 1.0001 }", "three decimals"),
      ("clip: { path: a.mp4, frame: 1s }", "nothing says how long"),
      ("clip: { path: a.mp4, frame: 1s, reverse: true }, duration: 1s", "do not go together"),
      ("clip: { path: a.mp4, crop: [0.5, 0, 0.6, 1] }", "lies outside of the picture"),
      ("clip: { path: a.mp4, eq: { contrst: 2 } }", "unknown key 'contrst'"),
      (
        "clip: { path: a.mp4, trim: [2s, 3s], freeze: { at: 1s, duration: 1s } }",
        "the clip is trimmed"
      ),
      ("clip: a.mp4, overlays: [{ text: a, radius: 3% }]", "'radius' belongs to an overlay"),
      ("clip: a.mp4, overlays: [{ text: a, speed: 2 }]", "'speed' belongs to an overlay"),
      ("clip: a.mp4, overlays: [{ text: a, in: spin }]", "unknown animation 'spin'"),
      (
        "clip: a.mp4, overlays: [{ path: a.mp4, loop: true, freeze: { at: 1s, duration: 1s } }]",
        "do not go together"
      ),
    ])
  func mistakes(scene: String, message: String) {
    let reported = messages("scenes: [{ \(scene) }]")
    #expect(reported.contains { $0.contains(message) }, "\(reported)")
  }
}
