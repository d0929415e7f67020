import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

@Suite struct PlanTests {
  private func chain(_ shop: Workshop, text: String = "low") -> BuildEngine.Compile {
    { graph, _ in
      let low = graph.join(text, [.file(path: shop.path("a.txt"))], label: "scene 1")
      let other = graph.join("other", [.file(path: shop.path("b.txt"))], label: "scene 2")
      let top = graph.join("top", [low.text, other.text], label: "film")
      return BuildPlan([(top, shop.path("film.txt"))])
    }
  }

  private func prepared() throws -> Workshop {
    let shop = try Workshop()
    try shop.write("a", to: "a.txt")
    try shop.write("b", to: "b.txt")
    return shop
  }

  @Test func saysWhatWouldRunAndWhy() throws {
    let shop = try prepared()
    var forecast = try shop.withEngine { try $0.plan(compile: chain(shop)) }
    #expect(forecast.total == 3 && forecast.cached == 0)
    #expect(
      forecast.nodes.map(\.reason) == [
        .neverBuilt, .neverBuilt, .inputsWillRun(["scene 1", "scene 2"]),
      ])
    #expect(forecast.outputs.map(\.state) == [.build])
    try shop.build(chain(shop))
    forecast = try shop.withEngine { try $0.plan(compile: chain(shop)) }
    #expect(forecast.nodes.isEmpty && forecast.cached == 3)
    #expect(forecast.outputs.map(\.state) == [.upToDate])
    unlink(shop.path("film.txt"))
    forecast = try shop.withEngine { try $0.plan(compile: chain(shop)) }
    #expect(forecast.nodes.isEmpty && forecast.outputs.map(\.state) == [.deliver])
    forecast = try shop.withEngine { try $0.plan(compile: chain(shop, text: "new")) }
    #expect(forecast.nodes.map(\.label) == ["scene 1", "film"])
    #expect(
      forecast.nodes[0].reason
        == .changed([FieldChange(name: "text", old: "low", new: "new")]))
  }

  @Test func foreseesLostArtifacts() throws {
    let shop = try prepared()
    try shop.build(chain(shop))
    unlink(shop.blob("top[low[a],other[b]]"))
    unlink(shop.blob("low[a]"))
    // Nobody needs them as long as the film is in its place.
    var forecast = try shop.withEngine { try $0.plan(compile: chain(shop)) }
    #expect(forecast.nodes.isEmpty)
    unlink(shop.path("film.txt"))
    forecast = try shop.withEngine { try $0.plan(compile: chain(shop)) }
    #expect(forecast.nodes.map(\.label) == ["scene 1", "film"])
    #expect(forecast.nodes.allSatisfy { $0.reason == .outputMissing(["text"]) })
    #expect(try shop.build(chain(shop)).ran == forecast.nodes.count)
  }

  @Test func namesWhatHidesFurtherNodes() throws {
    let shop = try prepared()
    let forecast = try shop.withEngine {
      try $0.plan { graph, _ in BuildPlan(targets: [], pending: [graph.join("speech")]) }
    }
    #expect(forecast.expansions == ["speech"])
  }

  @Test func explainsWithTheEarlierKeyOfTheNode() throws {
    let shop = try prepared()
    try shop.build(chain(shop))
    // Before the build: what would change; after it: what has changed.
    for _ in 0..<2 {
      let explanation = try shop.withEngine {
        try $0.explain("scene 1", compile: chain(shop, text: "new"))
      }
      #expect(explanation.isSameLabel)
      #expect(explanation.changes == [FieldChange(name: "text", old: "low", new: "new")])
      try shop.build(chain(shop, text: "new"))
    }
    try shop.write("changed", to: "b.txt")
    let explanation = try shop.withEngine {
      try $0.explain("scene 2", compile: chain(shop, text: "new"))
    }
    #expect(explanation.state == .missing)
    #expect(explanation.changes.map(\.name) == ["input.0.part"])
    #expect(explanation.fields.contains { $0.name == "library.joiner" && $0.value == "1" })
  }

  @Test func explainsANewNodeWithTheNearestOfItsStage() throws {
    let shop = try prepared()
    try shop.build(chain(shop))
    let explanation = try shop.withEngine {
      try $0.explain("new") { graph, _ in
        let node = graph.join("lower", [.file(path: shop.path("a.txt"))], label: "new")
        return BuildPlan([(node, shop.path("x"))])
      }
    }
    #expect(!explanation.isSameLabel)
    #expect(explanation.changes == [FieldChange(name: "text", old: "low", new: "lower")])
  }

  @Test func findsANodeByItsKeyAndReportsUnknownOnes() throws {
    let shop = try prepared()
    let compile = chain(shop)
    let key = try #require(
      try shop.withEngine { try $0.explain("scene 1", compile: compile) }.key)
    #expect(
      try shop.withEngine { try $0.explain(key.short, compile: compile) }.label == "scene 1")
    let error = #expect(throws: EngineError.self) {
      try shop.withEngine { try $0.explain("scene", compile: compile) }
    }
    #expect(error?.code == .unknownNode && error?.exitStatus == 2)
    #expect(error?.message.contains("scene 1, scene 2") == true)
  }

  @Test func waitsForWhatRunsBefore() throws {
    let shop = try prepared()
    let explanation = try shop.withEngine { try $0.explain("film", compile: chain(shop)) }
    #expect(explanation.state == .waiting(["scene 1", "scene 2"]) && explanation.key == nil)
  }
}
