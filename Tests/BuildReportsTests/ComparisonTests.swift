import Testing

@testable import BuildReports

@Suite("Comparing two builds")
struct ComparisonTests {
  @Test("Differences, and what is too small to be one")
  func pairs() {
    let old = SampleBuild.chain([1, 2, 3, 0.05])
    let new = SampleBuild.chain([2, 2.1, 1.5, 0.09, 7])
    let comparison = BuildComparison(old, new)
    #expect(comparison.slower.map(\.name) == ["n0"])
    #expect(comparison.faster.map(\.name) == ["n2"])
  }

  @Test("The text")
  func text() {
    var old = SampleBuild.chain([1, 3])
    old.hits = 2
    old.steps[0].cached = 2
    old.steps[0].peakMemory = 100_000_000
    old.peakMemory = 100_000_000
    var new = SampleBuild.chain([2, 1.5, 0.5])
    new.steps[0].peakMemory = 120_000_000
    new.peakMemory = 120_000_000
    #expect(
      ComparisonText.text(BuildComparison(old, new), oldName: "a.json", newName: "b.json") == """
        a.json -> b.json
          status          built  ->   built
          time            4.0 s  ->   4.0 s
          work            4.0 s  ->   4.0 s
          cpu             4.0 s  ->   4.0 s
          critical path   4.0 s  ->   4.0 s
          ran                 2  ->       3     +1
          cached              2  ->       0     -2
          hit rate         50 %  ->     0 %
          speed-up          1.0  ->     1.0
          largest stage  100 MB  ->  120 MB  +20 %

        stages
                   ran         hits            time              memory
          work  2 -> 3  50 % -> 0 %  4.0 s -> 4.0 s    100 MB -> 120 MB  +20 %

        slower
          work  n0  1.0 s -> 2.0 s  +100 %

        faster
          work  n1  3.0 s -> 1.5 s  -50 %

        """)
  }
}
