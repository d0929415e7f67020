import FilmVocabulary
import Testing

@testable import MediaEngine

/// Pictures as telephones write them.
@Suite struct HEIFTests {
  private static let colors = [
    TestPixels.red, TestPixels.green, TestPixels.blue, TestPixels.white, [255, 128, 0, 255],
    [0, 128, 255, 255],
  ]

  /// Six tiles in two rows, of which the right and lower edges do not show, turned by a quarter.
  private func tiled(_ bench: Bench) throws -> HEIFMaker {
    let tiles = try Self.colors.map { color in
      _ = try bench.write(TestPixels.even(color, width: 64, height: 64).png(), as: "tile.png")
      return try HEIFMaker.encode("tile.png", as: "tile.heic", [], bench)
    }
    return HEIFMaker(
      tiles: tiles, columns: 3, tileSize: (64, 64), gridSize: (180, 100),
      changes: [HEIFMaker.turn(3)])
  }

  @Test func tilesArePutTogetherAndTurned() throws {
    let bench = try Bench()
    let still = try StillReader(path: try bench.write(tiled(bench).bytes, as: "tiled.heic"))
    #expect((still.width, still.height) == (100, 180) && !still.hasAlpha)
    let picture = try still.picture(width: 100, height: 180, kernel: .bilinear)
    // The rows of tiles have become columns, the lower one on the left.
    let places = [(68, 32), (68, 96), (68, 160), (18, 32), (18, 96), (18, 160)]
    for (place, pixel) in zip(places, Self.colors) {
      let color = VideoColor(Color(red: pixel[0], green: pixel[1], blue: pixel[2]))
      let seen = picture.color(x: place.0, y: place.1)
      let error =
        abs(Int(seen.luma) - Int(color.luma)) + abs(Int(seen.blue) - Int(color.blue))
        + abs(Int(seen.red) - Int(color.red))
      #expect(error < 6, "\(place): \(seen) for \(color)")
    }
    // The edge between two tiles is where it was.
    #expect(picture.luma.row(62)[68] != picture.luma.row(66)[68])
  }

  @Test func aGridThatLiesIsRefused() throws {
    let bench = try Bench()
    var maker = try tiled(bench)
    maker.gridSize = (65_000, 60_000)
    var path = try bench.write(maker.bytes, as: "large.heic")
    #expect(throws: MediaError.self) { try StillReader(path: path) }
    // More is said to show than the tiles cover.
    maker.gridSize = (300, 100)
    path = try bench.write(maker.bytes, as: "gap.heic")
    #expect(throws: MediaError.self) { try StillReader(path: path) }
    // A tile is missing.
    maker.gridSize = (180, 100)
    maker.tiles.removeLast()
    path = try bench.write(maker.bytes, as: "missing.heic")
    #expect(throws: MediaError.self) { try StillReader(path: path) }
  }

  @Test func aBoxThatIsTooShortIsRefused() throws {
    let bench = try Bench()
    let whole = try tiled(bench).bytes
    for name in ["meta", "iinf", "iref", "ipco", "ipma", "iloc"] {
      let place = try #require(whole.indices.first { whole[$0...].starts(with: name.utf8) })
      var bytes = whole
      bytes.replaceSubrange(place - 4..<place, with: [0, 0, 0, 8])
      let path = try bench.write(bytes, as: "short.heic")
      #expect(throws: MediaError.self, "\(name)") { try StillReader(path: path) }
    }
  }

  @Test func highLightIsBroughtDown() throws {
    let bench = try Bench()
    // Grey at 58 % of PQ's range is what reference white looks like.
    try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "color=0x949494:s=64x64,format=yuv420p10le",
        "-frames:v", "1", "-vf",
        "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited",
        "-c:v", "libaom-av1", "-cpu-used", "8", "-still-picture", "1", bench.path("pq.avif"),
      ])
    let still = try StillReader(path: bench.path("pq.avif"))
    let luma = try still.picture(width: 64, height: 64, kernel: .bilinear).luma.mean
    // Taken for BT.709 as it stands, it would be 143.
    #expect(luma > 170 && luma < 236, "\(luma)")
  }
}
