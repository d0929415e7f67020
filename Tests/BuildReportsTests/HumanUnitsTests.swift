import BuildGraph
import BuildReports
import Testing

@Suite("Human units")
struct HumanUnitsTests {
  @Test(
    "Durations",
    arguments: [
      (0.0, "0.00 s"), (0.038, "0.04 s"), (1.84, "1.8 s"), (9.96, "10 s"), (59.4, "59 s"),
      (125, "2 min 5 s"), (3780, "1 h 3 min"), (-1, "0.00 s"),
    ])
  func durations(seconds: Double, text: String) {
    #expect(HumanUnits.duration(seconds) == text)
  }

  @Test(
    "Sizes",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1400, "1.4 kB"), (12_345_678, "12 MB"),
      (999_600, "1.0 MB"), (5_000_000_000_000, "5000 GB"),
    ] as [(Int64, String)])
  func sizes(count: Int64, text: String) {
    #expect(HumanUnits.bytes(count) == text)
  }

  @Test("Clocks round up: no build has 0:00 left while it runs")
  func clocks() {
    #expect(HumanUnits.clock(0.2) == "0:01")
    #expect(HumanUnits.clock(754) == "12:34")
    #expect(HumanUnits.clock(3723) == "1:02:03")
  }

  @Test("Fixed decimals")
  func fixed() {
    #expect(JSONText.fixed(1.005, digits: 1) == "1.0")
    #expect(JSONText.fixed(-0.04, digits: 1) == "0.0")
    #expect(JSONText.fixed(-2.56, digits: 1) == "-2.6")
    #expect(JSONText.fixed(3.02, digits: 3) == "3.020")
    #expect(JSONText.fixed(7.5, digits: 0) == "8")
  }
}
