import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// Two builds of one plan, in two stores.
@Suite struct ReproducibilityTests {
  private func verdict(
    _ shop: Workshop, between: () throws -> Void = {}, _ compile: @escaping BuildEngine.Compile
  ) throws -> ReproducibilityCheck.Verdict {
    var stores: [ArtifactStore] = []
    var surveys: [GraphSurvey] = []
    for name in ["first", "second"] {
      let store = try ArtifactStore(path: shop.path(name))
      let engine = BuildEngine(store: store, options: shop.options)
      #expect(try engine.build(observer: EventLog(), compile: compile).status == .succeeded)
      surveys.append(try engine.survey(compile: compile))
      stores.append(store)
      if name == "first" { try between() }
    }
    return try ReproducibilityCheck(surveys[0], in: stores[0], surveys[1], in: stores[1]).compare()
  }

  @Test func equalBuildsAreReproducible() throws {
    let shop = try Workshop()
    try shop.write("a b", to: "a.txt")
    let verdict = try verdict(shop) { graph, results in
      let words = graph.add(
        WordsStage.Parameters(), inputs: [.init("part", .file(path: shop.path("a.txt")))],
        label: "words")
      guard let found = try results.inlineResult(of: words, output: "words", in: graph) else {
        return BuildPlan(targets: [], pending: [words])
      }
      let parts = String(decoding: found, as: UTF8.self).split(separator: "\n")
      let top = graph.join("top", parts.map { graph.join(String($0)).text })
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    #expect(verdict == .init(compared: 4, differences: [], unmatched: []))
    #expect(verdict.isReproducible)
  }

  @Test func namesTheNodeThatDiffersThoughItsDependentsDoToo() throws {
    let shop = try Workshop()
    let verdict = try verdict(shop) { graph, _ in
      let steady = graph.join("steady")
      let fickle = graph.act(.vary, note: shop.path("count"))
      let middle = graph.join("middle", [fickle.text, steady.text], label: "middle")
      let top = graph.join("top", [middle.text], label: "top")
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    #expect(!verdict.isReproducible && verdict.compared == 2)
    #expect(verdict.unmatched == ["middle", "top"])
    let difference = try #require(verdict.differences.first)
    #expect(verdict.differences.count == 1)
    #expect(difference.label == "vary" && difference.stage == "test.act")
    #expect(difference.output == "text")
    #expect(difference.first.size == 5 && difference.second.size == 5)
    #expect(difference.first.digest == SHA256.digest(of: Array("vary0".utf8)))
    #expect(difference.offset == 4)
  }

  @Test func namesAllThatDifferFromTheSameInputs() throws {
    let shop = try Workshop()
    let verdict = try verdict(
      shop, between: { unlink(shop.path("first/cas")) },
      { graph, _ in
        let nodes = ["one", "two"].map { name in
          graph.add(
            ActStage.Parameters(.vary, note: shop.path(name)), label: name)
        }
        return BuildPlan(nodes.map { ($0, shop.path("\($0.index).txt")) })
      })
    #expect(verdict.differences.map(\.label) == ["one", "two"])
    #expect(verdict.unmatched.isEmpty)
  }

  @Test func anEarlierResultThatHidesAFickleStageIsFound() throws {
    // The second stage makes the same of everything: early cutoff, and equal outputs at the end.
    let shop = try Workshop()
    let verdict = try verdict(shop) { graph, _ in
      let fickle = graph.act(.vary, note: shop.path("count"))
      let cut = graph.remainder([fickle.text], label: "cut")
      let top = graph.join("top", [cut.text], label: "top")
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    #expect(verdict.differences.map(\.label) == ["vary"])
    #expect(verdict.unmatched == ["cut"])
  }

  @Test func tellsAChangedSourceFromAStageToBlame() throws {
    let shop = try Workshop()
    try shop.write("a", to: "a.txt")
    let verdict = try verdict(shop, between: { try shop.write("changed", to: "a.txt") }) {
      graph, _ in
      let top = graph.join("top", [.file(path: shop.path("a.txt"))], label: "top")
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    #expect(verdict.differences.isEmpty && verdict.unmatched == ["top"])
    #expect(verdict.cause?.hasPrefix("input.0.part: ") == true, "\(verdict.cause ?? "none")")
    #expect(!verdict.isReproducible)
  }

  @Test func saysNothingOfAPlaceWhenAnArtifactIsGone() throws {
    let shop = try Workshop()
    let verdict = try verdict(
      shop, between: { Workshop.removeTree(shop.path("first/cas")) },
      { graph, _ in
        BuildPlan([(graph.act(.vary, note: shop.path("count")), shop.path("top.txt"))])
      })
    #expect(verdict.differences.count == 1 && verdict.differences[0].offset == nil)
  }
}
