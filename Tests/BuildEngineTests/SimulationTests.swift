import EngineTestStages
import ScheduleSimulation
import Testing

/// The scheduler against what no schedule can be faster than.
@Suite struct SimulationTests {
  private static let workers = [1, 2, 8, 64, 1000]

  /// Holds a graph's simulated builds to the goal, unless it is proved that none can reach it.
  private func check(_ graph: TaskGraph, noise: Double = 0) {
    for count in Self.workers {
      let row = SimulationTable.row(graph, Simulation(workers: count, noise: noise, seed: 3))
      #expect(row.ratio >= 1 - 1e-9 && row.provedRatio >= 1 - 1e-9)
      #expect(row.bounds.proved >= row.bounds.simple)
      #expect(
        min(row.ratio, row.provedRatio) <= SimulationTable.tolerance,
        "\(SimulationTable.text(row))")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func isCloseToTheBounds(seed: UInt64) {
    check(SyntheticGraphs.wide(3000, seed: seed))
    check(SyntheticGraphs.chain(300, seed: seed))
    check(SyntheticGraphs.film(scenes: 150, seed: seed))
    check(SyntheticGraphs.layered(2000, width: 100, seed: seed))
  }

  @Test func roughExpectationsAreEnough() {
    check(SyntheticGraphs.wide(3000, seed: 4), noise: 0.3)
    check(SyntheticGraphs.film(scenes: 150, seed: 4), noise: 0.3)
    check(SyntheticGraphs.layered(2000, width: 100, seed: 4), noise: 0.3)
  }

  @Test func aMemoryCapIsUsedAndKept() {
    let graph = SyntheticGraphs.film(scenes: 150, seed: 5)
    let cap: Int64 = 4_000_000_000
    let simulation = Simulation(workers: 1000, memoryCap: cap)
    let outcome = simulation.run(graph)
    #expect(outcome.peakMemory <= cap && outcome.peakMemory > cap / 10 * 9)
    #expect(SimulationTable.row(graph, simulation).ratio <= SimulationTable.tolerance)
    #expect(simulation.run(graph).makespan == outcome.makespan)
  }

  @Test func saysWhyABoundCannotBeReached() {
    let even = SimulationTable.row(SyntheticGraphs.even(100), Simulation(workers: 64))
    #expect(even.makespan == 2 && even.bounds.simple == 100.0 / 64 && even.bounds.proved == 2)
    #expect(even.remark.contains("65 longest nodes a worker has to run 2"))
    // One node, ten that wait for it, and one that waits for those.
    let fork = TaskGraph(
      name: "fork", seconds: [Double](repeating: 1, count: 12),
      memory: [Int64](repeating: 0, count: 12),
      inputs: [[]] + (1...10).map { _ in [0] } + [Array(1...10)])
    let row = SimulationTable.row(fork, Simulation(workers: 5))
    #expect(row.bounds.criticalPath == 3 && row.makespan == 4 && row.bounds.proved == 4)
    #expect(row.remark.contains("1.00 s pass before, and 1.00 s after"))
  }

  @Test func readsTheGraphOfAReport() throws {
    let shop = try Workshop()
    try shop.write(
      #"""
      {"total_time": 5, "nodes": [
        {"id": 7, "name": "film", "stage": "film", "seconds": 1, "memory_mb": 50, "inputs": [3, 5]},
        {"id": 3, "name": "a", "stage": "segment", "seconds": 2, "memory_mb": 80, "inputs": [5]},
        {"id": 5, "name": "b", "stage": "speech", "inputs": []}]}
      """#, to: "report.json")
    let graph = try RecordedGraph.load(shop.path("report.json"))
    #expect(graph.name == "report.json" && graph.seconds == [0, 2, 1])
    #expect(graph.memory == [0, 80_000_000, 50_000_000])
    #expect(Simulation(workers: 2).run(graph).makespan == 3)
  }

  @Test(arguments: [
    #"{"nodes": [{"id": 1, "inputs": [2]}, {"id": 2, "inputs": [1]}]}"#, "{}", "nonsense",
    #"{"nodes": [{"name": 1}]}"#,
  ])
  func refusesWhatIsNoReport(text: String) throws {
    let shop = try Workshop()
    try shop.write(text, to: "report.json")
    let error = #expect(throws: RecordedGraph.Unreadable.self) {
      try RecordedGraph.load(shop.path("report.json"))
    }
    #expect(error?.description.contains("report.json") == true)
  }
}
