import FilmVocabulary
import Testing

@testable import MediaEngine

@Suite struct PosterTests {
  /// A chequered picture: the larger the step between its fields, the richer.
  private func chequered(_ low: UInt8, _ high: UInt8, blue: UInt8 = 128, shift: Int = 0) -> Picture
  {
    let picture = Picture(width: 64, height: 48)
    for y in 0..<48 {
      for x in 0..<64 {
        picture.luma.row(y)[x] = ((x + shift) / 4 + y / 4) % 2 == 0 ? low : high
      }
    }
    picture.blue.fill(blue)
    picture.red.fill(128)
    return picture
  }

  private func best(_ pictures: [Picture], cuts: [Int] = []) -> Int {
    var judge = PosterJudge(frameRate: Rational(8), cuts: cuts)
    for picture in pictures { for _ in 0..<8 { judge.add(picture) } }
    return judge.best
  }

  @Test func whatIsBlackOrEvenIsNotChosen() {
    let black = chequered(16, 16)
    let grey = chequered(120, 120)
    let good = chequered(90, 160)
    // Eight frames of each, two samples in each.
    #expect((16..<24).contains(best([black, grey, good, black])))
    #expect((0..<8).contains(best([good, black, grey])))
  }

  @Test func theRicherOneIsChosenAndOfEqualsTheFirst() {
    let plain = chequered(100, 130)
    let rich = chequered(90, 150, blue: 170)
    #expect((8..<16).contains(best([plain, rich, plain])))
    #expect(best([rich, rich, rich]) == 2)
  }

  @Test func neighboursOfACutAreLeftOut() {
    let rich = chequered(90, 150, blue: 170)
    // Samples at 2, 6, 10, 14, 18, 22; those within four frames of a cut go.
    #expect(best([rich, rich, rich], cuts: [4]) == 10)
    // Cuts that nobody named: the luma of all fields jumps at frame 8.
    let bright = chequered(190, 210, blue: 170)
    let dark = chequered(60, 80, blue: 170)
    var judge = PosterJudge(frameRate: Rational(8), cuts: [])
    for frame in 0..<24 { judge.add(frame < 8 ? bright : dark) }
    #expect(![6, 10].contains(judge.best))
  }

  @Test(arguments: [StillWriter.Format.jpeg, .png])
  func colorsComeBack(format: StillWriter.Format) throws {
    let bench = try Bench()
    let picture = Picture.filled(Color(red: 170, green: 120, blue: 100), width: 64, height: 48)
    for y in 0..<48 { for x in 0..<32 { picture.luma.row(y)[x] = 90 } }
    let name = format == .png ? "a.png" : "a.jpg"
    try StillWriter.write(picture, as: format, to: bench.path(name))
    try StillWriter.write(picture, as: format, to: bench.path("again"))
    #expect(try bench.bytes(of: "again") == bench.bytes(of: name))
    // Read again as the reader of stills does.
    let still = try StillReader(path: bench.path(name))
    let read = try still.picture(width: 64, height: 48, kernel: .bilinear)
    for (plane, other) in zip(
      [read.luma, read.blue, read.red],
      [
        picture.luma, picture.blue, picture.red,
      ])
    {
      let difference = zip(plane.pixels, other.pixels).map { abs(Int($0) - Int($1)) }
      #expect(difference.reduce(0, +) < 2 * difference.count, "\(difference.max() ?? 0)")
    }
  }

  /// Segments of each codec are read again picture by picture.
  @Test(arguments: VideoCodec.allCases)
  func segmentsAreReadInOrder(codec: VideoCodec) throws {
    let bench = try Bench()
    try ContainerTests.segment(bench.path("s"), codec, frames: 12, shade: 0)
    var frame = 0
    let drawn = Picture.filled(.black, width: 64, height: 64)
    try SegmentReader(path: bench.path("s")).forEach { picture in
      ContainerTests.draw(frame, shade: 0, into: drawn)
      let error = zip(picture.luma.pixels, drawn.luma.pixels).reduce(0) {
        $0 + abs(Int($1.0) - Int($1.1))
      }
      #expect(error < 64 * 64 * 8, "frame \(frame)")
      frame += 1
    }
    #expect(frame == 12)
  }

  @Test func segmentsWithoutLossLoseNothing() throws {
    let bench = try Bench()
    let encoder = try SegmentEncoder(
      settings: .init(
        width: 64, height: 64, frameRate: Rational(25), preset: "ultrafast", crf: 0), frames: 5)
    let drawn = Picture.filled(Color(red: 200, green: 20, blue: 90), width: 64, height: 64)
    for frame in 0..<5 {
      ContainerTests.draw(frame, shade: 3, into: drawn)
      try encoder.append(drawn)
    }
    try encoder.finish(writingTo: bench.path("s"))
    var frame = 0
    try SegmentReader(path: bench.path("s")).forEach { picture in
      ContainerTests.draw(frame, shade: 3, into: drawn)
      for (plane, other) in zip(picture.planes, drawn.planes) {
        #expect(plane.pixels == other.pixels)
      }
      frame += 1
    }
    #expect(frame == 5)
  }
}
