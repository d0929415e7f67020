import BuildGraph
import FilmVocabulary
import FoundationEssentials
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// What is played again and again: animated images as their file says, and clips that ask for it.
@Suite struct LoopTests {
  private func media(
    rounds: Int?, loops: Bool? = nil, trim: Trim? = nil, retiming: Retiming = Retiming()
  ) -> PlayedMedia {
    PlayedMedia(
      description: MediaDescription(
        kind: .video,
        video: .init(
          width: 64, height: 48, duration: Rational(2, 5), hasAlpha: true, rounds: rounds),
        sound: nil),
      trim: trim, retiming: retiming, loops: loops, frameRate: Rational(10))
  }

  /// Where each piece begins, and at which time of the file.
  private func pieces(_ media: PlayedMedia, _ frames: Range<Int>) -> [String] {
    media.playback(frames).map {
      "\($0.start): \($0.play.start)\($0.play.loop == nil ? "" : " again")"
    }
  }

  @Test func theFileSaysHowOftenUnlessTheRecipeDoes() {
    #expect(media(rounds: 0).rounds == 0)
    #expect(media(rounds: 3).rounds == 3)
    #expect(media(rounds: nil).rounds == 1)
    #expect(media(rounds: nil, loops: true).rounds == 0)
    #expect(media(rounds: 0, loops: false).rounds == 1)
    // Whatever loops, one round is its length.
    #expect(media(rounds: 3).length == Rational(2, 5))
  }

  @Test func roundsWithoutEndAreOnePiece() {
    #expect(pieces(media(rounds: 0), 0..<30) == ["0: 0 again"])
    // What shows is the same wherever a round begins, and so is the key.
    #expect(media(rounds: 0).playback(4..<30)[0].play == media(rounds: 0).playback(0..<30)[0].play)
    #expect(pieces(media(rounds: 0), 6..<30) == ["6: 1/5 again"])
  }

  @Test func aNumberOfRoundsEndsOnTheLastPicture() {
    #expect(pieces(media(rounds: 3), 0..<30) == ["0: 0", "4: 0", "8: 0"])
    #expect(pieces(media(rounds: 3), 6..<10) == ["6: 1/5", "8: 0"])
    #expect(pieces(media(rounds: 3), 20..<30) == ["20: 6/5"])
    #expect(pieces(media(rounds: 65_536), 0..<9) == ["0: 0", "4: 0", "8: 0"])
    #expect(pieces(media(rounds: nil), 0..<30) == ["0: 0"])
  }

  @Test func clipsSayItThemselves() throws {
    func play(_ clip: String) throws -> PictureSource.Playback? {
      let film = try CompiledFilm(
        "scenes: [{ clip: \(clip), duration: 20s }]\noutputs: [{ path: a.mp4 }]")
      for id in film.graph.ids {
        guard let segment = film.graph[id].parameters as? SegmentParameters else { continue }
        if case .video(_, let play) = segment.spans[0].shot.parts[0].source { return play }
      }
      return nil
    }
    #expect(try play("{ path: a.mp4 }")?.loop == nil)
    #expect(try play("{ path: a.mp4, loop: true }")?.loop == .zero)
    #expect(try play("{ path: a.mp4, loop: true, trim: [1s, 3s] }")?.loop == Rational(1))
    #expect(try play("{ path: a.mp4, loop: false }")?.loop == nil)
  }

  @Test func stopsAndRoundsDoNotGoTogether() {
    let load = RecipeLoader.load(
      path: "film.yaml",
      files: MemoryFiles([
        "film.yaml":
          "scenes: [{ clip: { path: a.mp4, loop: true, freeze: { at: 1s, duration: 1s } } }]"
      ]))
    #expect(load.recipe == nil)
    #expect(load.diagnostics.contains { $0.message == "'freeze' and 'loop' do not go together" })
  }
}
