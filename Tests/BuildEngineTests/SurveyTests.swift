import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// How nodes stand before and after builds.
@Suite struct SurveyTests {
  private func chain(_ shop: Workshop, text: String = "low") -> BuildEngine.Compile {
    { graph, _ in
      let low = graph.join(text, [.file(path: shop.path("a.txt"))], label: "low")
      let other = graph.join("other", label: "other")
      let top = graph.join("top", [low.text, other.text], label: "top")
      return BuildPlan([(top, shop.path("film.txt"))])
    }
  }

  private func states(
    _ shop: Workshop, _ compile: @escaping BuildEngine.Compile
  ) throws -> [String] {
    try shop.withEngine { try $0.survey(compile: compile) }.nodes.map {
      "\($0.label) \($0.status.state)"
    }
  }

  @Test func tellsWhatRanLastAndWhatWouldRun() throws {
    let shop = try Workshop()
    try shop.write("a", to: "a.txt")
    #expect(try states(shop, chain(shop)) == ["low todo", "other todo", "top todo"])
    try shop.build(chain(shop))
    #expect(try states(shop, chain(shop)) == ["low run", "other run", "top run"])
    #expect(
      try states(shop, chain(shop, text: "new")) == ["low todo", "other run", "top todo"])
    try shop.build(chain(shop, text: "new"))
    #expect(
      try states(shop, chain(shop, text: "new")) == ["low run", "other cached", "top run"])
    // A build in which nothing runs changes nothing.
    try shop.build(chain(shop, text: "new"))
    #expect(
      try states(shop, chain(shop, text: "new")) == ["low run", "other cached", "top run"])
  }

  @Test func tellsKeysReasonsAndOutputs() throws {
    let shop = try Workshop()
    try shop.write("a", to: "a.txt")
    var survey = try shop.withEngine { try $0.survey(compile: chain(shop)) }
    #expect(survey.nodes[2].status.key == nil)
    #expect(survey.nodes[2].status.reason == "after low, other")
    #expect(survey.nodes[0].status.reason == "never built" && survey.nodes[0].outputs.isEmpty)
    try shop.build(chain(shop))
    survey = try shop.withEngine { try $0.survey(compile: chain(shop)) }
    #expect(survey.nodes[2].outputs.map(\.name) == ["text"])
    #expect(survey.nodes.allSatisfy { $0.status.key != nil && $0.status.reason == nil })
    unlink(shop.path("film.txt"))
    unlink(shop.blob("top[low[a],other[]]"))
    survey = try shop.withEngine { try $0.survey(compile: chain(shop)) }
    #expect(survey.nodes.map(\.status.state) == [.run, .run, .todo])
  }

  @Test func remembersFailuresUntilTheyAreGone() throws {
    let shop = try Workshop()
    func compile(_ graph: inout Graph) -> BuildPlan {
      let bad = graph.act(.refuse)
      let good = graph.join("good")
      let top = graph.join("top", [bad.text], label: "top")
      return BuildPlan([(top, shop.path("top.txt")), (good, shop.path("good.txt"))])
    }
    shop.options.keepGoing = true
    let summary = try shop.build { graph, _ in compile(&graph) }
    #expect(summary.status == .failed)
    let survey = try shop.withEngine { try $0.survey { graph, _ in compile(&graph) } }
    #expect(
      survey.nodes.map { "\($0.label) \($0.status.state)" } == [
        "refuse failed", "good run", "top todo",
      ])
    #expect(survey.nodes[0].status.reason == "it failed in the last build")
  }

  @Test func callsWhatCannotRunFailed() throws {
    let shop = try Workshop()
    let survey = try shop.withEngine { try $0.survey(compile: chain(shop)) }
    #expect(survey.nodes.map(\.status.state) == [.failed, .todo, .failed])
    #expect(survey.nodes[0].status.reason?.contains("a.txt") == true)
    #expect(survey.nodes[2].status.reason == "it stands on a stage that cannot run")
  }

  @Test func keepsNoMoreThanItsLimit() {
    let keys = (0..<BuildOutcome.limit + 10).map { SHA256.digest(of: Array("\($0)".utf8)) }
    let outcome = BuildOutcome(ran: keys, failed: [])
    #expect(outcome.didRun(keys[0]) && !outcome.didRun(keys[BuildOutcome.limit]))
    #expect(!outcome.didFail(keys[0]))
  }
}
