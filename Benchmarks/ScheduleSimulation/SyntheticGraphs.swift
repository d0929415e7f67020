/// Graphs made up by rule and seed, of the shapes that builds have.
package enum SyntheticGraphs {
  /// What `--graph` can name, with usual sizes.
  package static let all: [(name: String, make: @Sendable (_ seed: UInt64) -> TaskGraph)] = [
    ("wide", { wide(100_000, seed: $0) }),
    ("chain", { chain(10_000, seed: $0) }),
    ("film", { film(scenes: 2000, seed: $0) }),
    ("short-film", { film(scenes: 40, seed: $0) }),
    ("layered", { layered(20_000, width: 400, seed: $0) }),
    ("even", { _ in even(100) }),
  ]

  /// Nodes that wait for nothing, with durations of a heavy tail.
  package static func wide(_ count: Int, seed: UInt64) -> TaskGraph {
    var random = SeededGenerator(seed: seed)
    var builder = Builder(name: "wide")
    for _ in 0..<count {
      builder.add(
        random.duration(median: 1, spread: 1),
        memory: min(Int64(random.duration(median: 100, spread: 1)), 2000))
    }
    return builder.graph
  }

  /// Nodes that wait for nothing and take a second each. With fewer workers than nodes, the last
  /// round is not full: no schedule comes near the bound.
  package static func even(_ count: Int) -> TaskGraph {
    var builder = Builder(name: "even")
    for _ in 0..<count { builder.add(1) }
    return builder.graph
  }

  /// Nodes each of which waits for the one before.
  package static func chain(_ count: Int, seed: UInt64) -> TaskGraph {
    var random = SeededGenerator(seed: seed)
    var builder = Builder(name: "chain")
    for index in 0..<count {
      builder.add(random.duration(median: 0.2), index == 0 ? [] : [index - 1])
    }
    return builder.graph
  }

  /// What reel makes of a recipe: sentences are spoken, mixed and measured, bodies rendered in
  /// pieces, neighbours joined, sound encoded once the whole is measured, and all of it put
  /// together at the end.
  package static func film(scenes: Int, seed: UInt64) -> TaskGraph {
    var random = SeededGenerator(seed: seed)
    var builder = Builder(name: scenes < 100 ? "short-film" : "film")
    var mixes: [Int] = []
    var edges: [Int] = []
    var pictures: [Int] = []
    for _ in 0..<scenes {
      let picture = builder.add(random.duration(median: 0.2), memory: 120)
      let speech = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        builder.add(random.duration(median: 0.3), memory: 40)
      }
      mixes.append(builder.add(random.duration(median: 0.1), speech, memory: 60))
      // How long a scene is follows from its speech, so that its pictures wait for it.
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        pictures.append(
          builder.add(random.duration(median: 2, spread: 0.8), speech + [picture], memory: 250))
      }
      edges.append(builder.add(random.duration(median: 0.4), speech + [picture], memory: 200))
    }
    for (left, right) in zip(edges, edges.dropFirst()) {
      pictures.append(builder.add(random.duration(median: 0.6), [left, right], memory: 200))
    }
    let loudness = builder.add(0.05, mixes)
    let sound = mixes.map { builder.add(random.duration(median: 0.15), [$0, loudness]) }
    builder.add(0.2 + 0.0005 * Double(scenes), pictures + sound, memory: 100)
    return builder.graph
  }

  /// Layers of a width; a node waits for one to four of the layer before.
  package static func layered(_ count: Int, width: Int, seed: UInt64) -> TaskGraph {
    var random = SeededGenerator(seed: seed)
    var builder = Builder(name: "layered")
    for index in 0..<count {
      let layer = index / width
      var inputs: [Int] = []
      if layer > 0 {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          inputs.append((layer - 1) * width + Int.random(in: 0..<width, using: &random))
        }
      }
      builder.add(random.duration(median: 0.5, spread: 1), inputs)
    }
    return builder.graph
  }

  private struct Builder {
    let name: String
    private var seconds: [Double] = []
    private var memory: [Int64] = []
    private var inputs: [[Int]] = []

    init(name: String) { self.name = name }

    /// - Parameter memory: MiB.
    @discardableResult
    mutating func add(_ duration: Double, _ sources: [Int] = [], memory size: Int64 = 100) -> Int {
      seconds.append(duration)
      memory.append(size << 20)
      inputs.append(sources)
      return seconds.count - 1
    }

    var graph: TaskGraph {
      TaskGraph(name: name, seconds: seconds, memory: memory, inputs: inputs)
    }
  }
}
