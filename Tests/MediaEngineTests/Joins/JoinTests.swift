import CFFmpeg
import FilmVocabulary
import Testing

@testable import MediaEngine

/// What must hold for every film that was stitched of segments.
@Suite struct JoinTests {
  private static let rates = [
    Rational(24000, 1001), Rational(30000, 1001), Rational(60000, 1001), Rational(25),
    Rational(25, 2), Rational(30),
  ]

  private func randomFilm(seed: UInt64) throws -> JoinedFilm {
    var random = SeededNumbers(seed: seed)
    let count = random.next(1...14)
    // Films of short pieces only, and mixed ones.
    let longest = random.pick([1, 2, 3, 20, 40])
    return try JoinedFilm(
      rate: Self.rates[Int(seed) % Self.rates.count],
      preset: random.pick(["ultrafast", "veryfast", "medium"]),
      lengths: (0..<count).map { _ in random.next(1...longest) }, seed: seed)
  }

  private func hold(_ film: JoinedFilm) throws {
    let pictures = try film.decoded()
    let frames = film.lengths.reduce(0, +)
    #expect(pictures.count == frames)
    #expect(pictures.map(\.digest) == film.digests)
    let tick = Rational(1_000_000) / film.rate
    for (number, picture) in pictures.enumerated() {
      // Microseconds, rounded down or to the nearest.
      #expect(abs(picture.time - (tick * Rational(number)).rounded) <= 1)
    }
    let index = try #require(try MediaProbe.probe(film.path).index)
    #expect(
      index.frames.map { Rational(Int($0.time)) * index.timeBase }
        == (0..<frames).map { Rational($0) / film.rate })
    #expect(index.duration == Rational(frames) / film.rate)
    let complaints = try film.bench.run(
      "ffmpeg",
      ["-v", "warning", "-xerror", "-err_detect", "explode", "-i", "film.mp4", "-f", "null", "-"])
    #expect(complaints == "")
  }

  @Test(arguments: UInt64(1)...8)
  func everyPictureIsItsSegmentsOwn(seed: UInt64) throws { try hold(randomFilm(seed: seed)) }

  @Test func twoHundredSegmentsAreJoined() throws {
    var random = SeededNumbers(seed: 200)
    let film = try JoinedFilm(
      rate: Rational(30000, 1001), preset: "veryfast",
      lengths: (0..<200).map { _ in random.next(1...3) }, seed: 200)
    try hold(film)
  }

  @Test(arguments: [
    (Rational(30000, 1001), "veryfast"), (Rational(25, 2), "medium"), (Rational(60), "ultrafast"),
  ])
  func seekingToAJoinShowsItsPicture(rate: Rational, preset: String) throws {
    let film = try JoinedFilm(
      rate: rate, preset: preset,
      lengths: [9, 30, 1, 2, 14, 3, 25, 1, 1, 12, 8, 7, 5, 20], seed: 5)
    let total = film.digests.count
    let player = try SeekingPlayer(film.path)
    for start in film.starts {
      for frame in [start - 1, start, start + 1] where (0..<total).contains(frame) {
        let shown = try player.picture(at: frame, rate: rate)
        #expect(shown?.digest == film.digests[frame], "frame \(frame)")
        // A join can be decoded from there on: nothing before it is needed.
        if frame == start { #expect(shown?.decodedBefore == 0, "frame \(frame)") }
      }
    }
    // From the last join to the end, and back to the first picture.
    #expect(try player.picture(at: total - 1, rate: rate)?.digest == film.digests[total - 1])
    #expect(try player.picture(at: 0, rate: rate)?.digest == film.digests[0])
  }
}

/// Seeks as players do: to the key frame before, then forward to the time.
private final class SeekingPlayer {
  private let input: MediaInput
  private let decoder: Decoder
  private var frame = av_frame_alloc()
  private var packet = av_packet_alloc()

  init(_ path: String) throws {
    input = try MediaInput(path: path)
    decoder = try input.makeDecoder(stream: 0)
  }

  deinit {
    av_frame_free(&frame)
    av_packet_free(&packet)
  }

  func picture(at number: Int, rate: Rational) throws -> (digest: UInt64, decodedBefore: Int)? {
    let base = input.stream(0).pointee.time_base
    let time = Rational(number) / rate / Rational(Int(base.num), Int(base.den))
    #expect(time.isInteger)
    #expect(av_seek_frame(input.context, 0, Int64(time.rounded), AVSEEK_FLAG_BACKWARD) >= 0)
    decoder.flush()
    var before = 0
    var isOver = false
    while !isOver {
      if try input.read(into: packet!) {
        defer { av_packet_unref(packet) }
        try decoder.send(packet)
      } else {
        try decoder.send(nil)
        isOver = true
      }
      while try decoder.receive(frame!) {
        defer { av_frame_unref(frame) }
        let shown = frame!.pointee.best_effort_timestamp
        if shown >= Int64(time.rounded) {
          return shown == Int64(time.rounded) ? (JoinedFilm.digest(of: frame!), before) : nil
        }
        before += 1
      }
    }
    return nil
  }
}
