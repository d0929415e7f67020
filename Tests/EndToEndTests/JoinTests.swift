import Foundation
import Testing

/// Films of many pieces are as exact as films of one.
@Suite("Joins")
struct JoinTests {
  private func built(_ film: RandomFilm) throws -> FilmCheck {
    let folder = try Folder()
    try RandomFilm.tone(seconds: 2).write(to: folder.url("tone.wav"))
    try folder.write(film.recipe, to: "film.yaml")
    let build = try folder.build("film.yaml")
    try #require(build.status == 0, "\(build.result.errors)\n\(film.recipe)")
    return FilmCheck(folder: folder, name: "film.mp4")
  }

  @Test("Any lengths, transitions and rates", arguments: UInt64(1)...6)
  func random(seed: UInt64) throws {
    // One scene, scenes of a frame or two, and usual ones.
    let film = RandomFilm(
      seed: seed, scenes: seed == 1 ? 1 : 4 + Int(seed), longest: [2: 2, 3: 6][seed] ?? 50)
    let check = try built(film)
    try check.isExact(frames: film.frames, rate: film.rate)
  }

  @Test("Two hundred scenes")
  func many() throws {
    let film = RandomFilm(seed: 8, scenes: 200, longest: 5)
    try built(film).isExact(frames: film.frames, rate: film.rate)
  }

  @Test("Seeking to a join, and to the frames beside it")
  func seeking() throws {
    let film = RandomFilm(seed: 31, scenes: 14, longest: 60)
    let check = try built(film)
    try check.isExact(frames: film.frames, rate: film.rate)
    try check.isRightAfterSeeking(
      to: film.starts.flatMap { [$0 - 1, $0, $0 + 1] }.filter { $0 >= 0 && $0 < film.frames },
      rate: film.rate)
  }
}
