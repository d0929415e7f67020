import Foundation
import Testing

/// A film of real footage, photographs, music and speech, where a folder of such media is at
/// hand: `$REEL_TEST_MEDIA`, else `shared/media` beside the package. What it proves is proved on
/// the project's own assets as well, by the recipes that ``QuickstartTests`` builds.
@Suite("Real media")
struct RealMediaTests {
  private static let media =
    ProcessInfo.processInfo.environment["REEL_TEST_MEDIA"] ?? Program.root + "/../shared/media"

  private static let recipe = """
    vars: { media: "\(media)" }
    defaults: { scene: { effect: zoom-in }, transition: { name: fade, duration: 0.5s } }
    scenes:
      - { text: "A drop falls.", clip: "${media}/images/aqua_2560x1600.jpg" }
      - text: "A butterfly rests on a thistle. It opens its wings."
        clip: { path: "${media}/video/butterfly_720p_29.97.mp4", volume: 0.3 }
        transition: wipeleft
      - { text: "The garden.", clip: "${media}/images/garden_2560x1600.jpg", transition: slideup }
      - text: "A film that stands upright."
        clip: { path: "${media}/video/portrait_nails_1080x1916_30.mp4", trim: [1s, 7s], fit: blur }
        transition: circleopen
      - text: "A ladybird climbs."
        clip: "${media}/images/ladybird_2560x1600.jpg"
        effect: pan-left
        transition: fadeblack
      - text: "A telephone was held upside down."
        clip: { path: "${media}/video/phone_fire_720p_VFR_rot180.mp4", volume: -10dB }
        transition: dissolve
      - { text: "A storm.", clip: "${media}/images/storm_1920x1280.jpg", transition: wiperight }
      - text: "A cartoon from an old container."
        clip: { path: "${media}/video/cartoon_960x400_23.976_mpeg4.avi", fit: contain }
        transition: slideleft
      - text: "Two elephants."
        clip: "${media}/images/elephants_1920x1080.jpg"
        transition: fadewhite
      - { text: "A flower.", clip: "${media}/video/flower_960x540_vp8.webm", transition: circleclose }
      - { text: "Grass.", clip: "${media}/images/dune_1680x1050.jpg", transition: wipedown }
      - { text: "A room.", clip: { path: "${media}/video/bbb_180p_vp9_10s.webm", volume: 0.2 } }
    music: { path: "${media}/audio-music/tuxi_109s.ogg", volume: -16dB, duck: { by: 10dB } }
    subtitles: { mode: burn, style: { highlight: word } }
    outputs: [{ path: film.mp4, resolution: 360p, fps: 30 }]
    """

  @Test("Twelve scenes of clips and photographs, with music under speech and captions")
  func film() throws {
    guard FileManager.default.fileExists(atPath: Self.media) else {
      print("skipped: there is no folder of real media at \(Self.media)")
      return
    }
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    let film = FilmCheck(folder: folder, name: "film.mp4")
    try film.decodesStrictly()
    try film.hasEvenTimes()
    try film.endsTogether()
    let loudness = try film.loudness()
    #expect(abs(loudness.integrated - -14) < 1)
    #expect(loudness.peak <= -0.5)
    #expect(try folder.build("film.yaml").ran == 0)
  }
}
