import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing
import WorkerProtocol

@Suite struct ExpansionTests {
  /// A node for each word of a file, and one that joins them.
  private func expand(_ shop: Workshop, compilations: Counter = Counter())
    -> BuildEngine.Compile
  {
    { graph, results in
      compilations.count += 1
      let words = graph.add(
        WordsStage.Parameters(),
        inputs: [Node.Input("part", .file(path: shop.path("words.txt")))], label: "words")
      guard let known = try results.inlineResult(of: words, output: "words", in: graph) else {
        return BuildPlan(targets: [], pending: [words])
      }
      let parts = String(decoding: known, as: UTF8.self).split(separator: "\n").map {
        graph.join(String($0))
      }
      let top = graph.join("top", parts.map(\.text))
      return BuildPlan([(top, shop.path("top.txt"))])
    }
  }

  final class Counter {
    var count = 0
  }

  @Test func aResultDecidesWhatElseThereIsToDo() throws {
    let shop = try Workshop()
    try shop.write("one two three", to: "words.txt")
    let log = EventLog()
    let first = try shop.build(log: log, expand(shop))
    #expect(first.ran == 5 && first.stages == 5)
    #expect(try shop.read("top.txt") == "top[one[],two[],three[]]")
    let totals = log.events.compactMap { event -> Int? in
      switch event {
      case .started(let total, _), .recompiled(let total, _): total
      default: nil
      }
    }
    #expect(totals == [1, 5])
    // Everything is found in the index at once.
    let counter = Counter()
    let second = try shop.build(expand(shop, compilations: counter))
    #expect(second.ran == 0 && second.stages == 5 && counter.count == 1)
    // One word more: the words, the new one, the top.
    try shop.write("one two  three four", to: "words.txt")
    #expect(try shop.build(expand(shop)).ran == 3)
    // White space only: the words alone.
    try shop.write("one two three four ", to: "words.txt")
    #expect(try shop.build(expand(shop)).ran == 1)
  }

  /// A result that is what it was before makes a second one known that stands on it.
  @Test func aChainOfExpansionsStopsWhereAnEditChangesNothing() throws {
    let shop = try Workshop()
    let compile: BuildEngine.Compile = { graph, results in
      let words = graph.add(
        WordsStage.Parameters(),
        inputs: [Node.Input("part", .file(path: shop.path("words.txt")))], label: "words")
      guard try results.inlineResult(of: words, output: "words", in: graph) != nil else {
        return BuildPlan(targets: [], pending: [words])
      }
      let glue = graph.join("glue", [.output(of: words, name: "words")])
      let more = graph.add(
        WordsStage.Parameters(), inputs: [Node.Input("part", glue.text)], label: "more")
      guard try results.inlineResult(of: more, output: "words", in: graph) != nil else {
        return BuildPlan(targets: [], pending: [more])
      }
      let top = graph.join("top", [.output(of: more, name: "words")])
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    try shop.write("one two", to: "words.txt")
    #expect(try shop.build(compile).ran == 4)
    try shop.write("one  two ", to: "words.txt")
    let summary = try shop.build(compile)
    #expect(summary.status == .succeeded && summary.ran == 1 && summary.cached == 3)
    #expect(summary.outputs.count == 1)
  }

  @Test func whatStandsOnAPendingNodeWaitsForTheCompilation() throws {
    let shop = try Workshop()
    try shop.write("one two", to: "words.txt")
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, results in
      let words = graph.add(
        WordsStage.Parameters(),
        inputs: [Node.Input("part", .file(path: shop.path("words.txt")))], label: "words")
      let source = Node.Source.output(of: words, name: "words")
      // A guess that the result replaces; it must never run.
      let isKnown = try results.inlineResult(of: words, output: "words", in: graph) != nil
      let top = graph.join(isKnown ? "right" : "guess", [source])
      return BuildPlan(
        targets: [.init(node: top, output: "text", path: shop.path("top.txt"))],
        pending: isKnown ? [] : [words])
    }
    #expect(summary.ran == 2 && summary.stages == 2)
    #expect(log.started.map(\.label) == ["words", "right"])
    #expect(try shop.read("top.txt") == "right[one\ntwo]")
  }

  @Test func manySmallResultsDoNotCauseAsManyCompilations() throws {
    let shop = try Workshop()
    shop.options.jobs = 2
    for number in 0..<40 { try shop.write("word\(number)", to: "\(number).txt") }
    let counter = Counter()
    let summary = try shop.build { graph, results in
      counter.count += 1
      usleep(5000)
      var pending: [NodeID] = []
      var parts: [Node.Source] = []
      for number in 0..<40 {
        let words = graph.add(
          WordsStage.Parameters(),
          inputs: [Node.Input("part", .file(path: shop.path("\(number).txt")))],
          label: "words \(number)")
        if let text = try results.inlineResult(of: words, output: "words", in: graph) {
          parts.append(graph.join(String(decoding: text, as: UTF8.self)).text)
        } else {
          pending.append(words)
        }
      }
      guard pending.isEmpty else {
        return BuildPlan(
          targets: parts.enumerated().compactMap { index, part in
            guard case .output(let node, let name) = part else { return nil }
            return .init(node: node, output: name, path: shop.path("part\(index)"))
          }, pending: pending)
      }
      return BuildPlan([(graph.join("top", parts), shop.path("top.txt"))])
    }
    #expect(summary.status == .succeeded && summary.ran == 81)
    // At most one in 50 ms, and some more when workers had nothing else to do.
    #expect(Double(counter.count) < summary.seconds / 0.05 + 10)
  }

  @Test func anUnreadableInlineBlobIsMadeAgain() throws {
    let shop = try Workshop()
    // Too large for the index, so the blob is read.
    let words = (0..<1000).map { "word\($0)" }
    try shop.write(words.joined(separator: " "), to: "words.txt")
    let compile: BuildEngine.Compile = { graph, results in
      let words = graph.add(
        WordsStage.Parameters(),
        inputs: [Node.Input("part", .file(path: shop.path("words.txt")))], label: "words")
      guard let known = try results.inlineResult(of: words, output: "words", in: graph) else {
        return BuildPlan(targets: [], pending: [words])
      }
      return BuildPlan([(graph.join("n\(known.count)"), shop.path("top.txt"))])
    }
    #expect(try shop.build(compile).ran == 2)
    #expect(try shop.build(compile).ran == 0)
    let blob = shop.blob(words.joined(separator: "\n"))
    #expect(truncate(blob, 10) == 0)
    #expect(try shop.build(compile).ran == 1)
    #expect(try shop.build(compile).ran == 0)
  }

  private func flood(_ shop: Workshop, bytes: Int) -> BuildEngine.Compile {
    { graph, results in
      let flood = graph.add(FloodStage.Parameters(bytes: bytes), label: "flood")
      guard let known = try results.inlineResult(of: flood, output: "flood", in: graph) else {
        return BuildPlan(targets: [], pending: [flood])
      }
      return BuildPlan([(graph.join("n\(known.count)"), shop.path("top.txt"))])
    }
  }

  @Test func aResultThatNoCompilationCouldReadIsAnErrorOfItsStage() throws {
    let shop = try Workshop()
    let limit = StageDescriptor.Output.inlineLimit
    let summary = try shop.build(flood(shop, bytes: limit + 1))
    #expect(summary.status == .failed && summary.exitStatus == 1 && summary.ran == 0)
    let failure = try #require(summary.failures.first)
    #expect(summary.failures.count == 1 && failure.label == "flood")
    #expect(failure.error.code == "result-too-large")
    #expect(failure.error.message.contains("\"test.flood\" gave \(limit + 1) bytes"))
    #expect(failure.error.message.contains("at most 64 MiB"))
    // The largest one that is allowed.
    let largest = try shop.build(flood(shop, bytes: limit))
    #expect(largest.status == .succeeded && largest.ran == 2)
    #expect(try shop.read("top.txt") == "n\(limit)[]")
  }

  @Test func aResultThatIsNeverReadBackEndsTheBuild() throws {
    let shop = try Workshop()
    let log = EventLog()
    log.reaction = { event in
      if case .nodeFinished = event { shop.blobs.forEach { truncate($0, 10) } }
    }
    let error = #expect(throws: StoreError.self) {
      try shop.build(log: log, flood(shop, bytes: 5000))
    }
    #expect(error?.code == .damagedArtifact && error?.exitStatus == 3)
    #expect(error?.message.contains("of flood cannot be read back") == true)
    #expect(log.started.count == 4)
  }

  @Test func aFailedPendingNodeEndsTheBuild() throws {
    let shop = try Workshop()
    let summary = try shop.build(expand(shop))
    #expect(summary.status == .failed && summary.failures.count == 1)
    #expect(summary.failures[0].label == "words")
    shop.options.keepGoing = true
    #expect(try shop.build(expand(shop)).status == .failed)
  }

  /// One failure does not hide what is wrong with other files; work that is not a look at files
  /// stops as ever.
  @Test func allFilesThatTheCompilationAsksForAreLookedAt() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    for number in 0..<5 { try shop.write("file \(number)", to: "\(number).txt") }
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      func look(_ act: ActStage.Act, _ number: Int) -> NodeID {
        graph.add(
          ActStage.Parameters(act, note: shop.path("crashed-\(number)")),
          inputs: [Node.Input("part", .file(path: shop.path("\(number).txt")))],
          label: "look \(number)")
      }
      let looks = [
        look(.refuse, 0), look(.behave, 1), look(.crashOnce, 2), look(.refuse, 3), look(.crash, 4),
      ]
      let spoken = graph.act(.behave)
      let work = graph.add(
        ActStage.Parameters(.behave),
        inputs: [Node.Input("part", .file(path: shop.path("0.txt")))], label: "work")
      return BuildPlan(
        targets: [.init(node: work, output: "text", path: shop.path("out.txt"))],
        pending: looks + [spoken])
    }
    #expect(summary.status == .failed)
    #expect(Set(summary.failures.map(\.label)) == ["look 0", "look 3", "look 4"])
    let started = Set(log.started.map(\.label))
    #expect(started == ["look 0", "look 1", "look 2", "look 3", "look 4"])
    #expect(log.retries.count == 2)
  }

  @Test func aCompilationThatWaitsForNothingIsAnError() throws {
    let shop = try Workshop()
    let error = #expect(throws: EngineError.self) {
      try shop.build { graph, _ in BuildPlan(targets: [], pending: [graph.join("done")]) }
    }
    #expect(error?.code == .stuck)
  }

  @Test func anErrorOfTheCompilationEndsTheBuild() throws {
    struct Odd: Error {}
    let shop = try Workshop()
    #expect(throws: Odd.self) { try shop.build { _, _ in throw Odd() } }
  }
}
