import BuildGraph
import Testing

@testable import RecipeCompiler

@Suite("What reads on in a clip") struct ContinuationTests {
  @Test("A join behind a clip's scene, and a scene behind its clip's join, but no still")
  func joins() throws {
    let film = try CompiledFilm(
      """
      title: A film
      defaults: { scene: { duration: 4s }, transition: { name: fade, duration: 0.5s } }
      scenes:
        - clip: a.jpg
        - clip: b.mp4
        - clip: c.jpg
        - clip: d.jpg
        - clip: e.mp4
      """)
    let pairs = film.graph.ids.compactMap { id in
      film.graph.continuation(of: id).map {
        "\(film.graph[id].label) > \(film.graph[$0].label)"
      }
    }
    #expect(
      pairs.sorted() == [
        "scene1+scene2/join > scene2/body.15", "scene2/body.15 > scene2+scene3/join",
        "scene4+scene5/join > scene5/body.15", "scene5/body.15 > scene5/tail",
      ])
  }
}
