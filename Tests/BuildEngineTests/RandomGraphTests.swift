import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// Random graphs, changed at random, against an oracle that knows no cache: it computes every
/// text itself, and counts the different works that it has never seen before.
@Suite struct RandomGraphTests {
  enum Work: Hashable {
    case join(String, [String])
    case remainder([String])
  }

  struct Vertex {
    var isJoin: Bool
    var text: String
    /// Numbers below `files` are files, others are earlier vertices.
    var inputs: [Int]
  }

  @Test(arguments: [UInt64](1...8))
  func builtEqualsComputed(seed: UInt64) throws {
    var random = Generator(state: seed)
    let shop = try Workshop()
    shop.options.jobs = Int.random(in: 1...3, using: &random)
    let fileCount = 4
    let losesArtifacts = seed % 2 == 0
    var files = (0..<fileCount).map { "file\($0)" }
    for (index, text) in files.enumerated() { try shop.write(text, to: "\(index).in") }
    var vertices = (0..<24).map { index in
      Vertex(
        isJoin: Bool.random(using: &random), text: "v\(index % 7)",
        inputs: (0..<Int.random(in: 0...3, using: &random)).map { _ in
          Int.random(in: 0..<(fileCount + index), using: &random)
        })
    }
    var seen: Set<Work> = []
    for round in 0..<6 {
      switch round % 3 {
      case 1:
        let file = Int.random(in: 0..<fileCount, using: &random)
        files[file] = "file\(Int.random(in: 0..<1000, using: &random))"
        try shop.write(files[file], to: "\(file).in")
      case 2:
        vertices[Int.random(in: 0..<vertices.count, using: &random)].text = "changed\(round)"
      default: break
      }
      let roots = [vertices.count - 1, vertices.count - 2]
      var new: Set<Work> = []
      let texts = compute(vertices, files, roots, seen: seen, new: &new)
      let summary = try shop.build(plan(shop, vertices, fileCount, roots))
      #expect(summary.status == .succeeded)
      // Lost artifacts that are read have to be made again as well.
      let isExact = losesArtifacts ? summary.ran >= new.count : summary.ran == new.count
      #expect(isExact, "seed \(seed), round \(round): \(summary.ran) ran, \(new.count) new")
      for root in roots { #expect(try shop.read("\(root).out") == texts[root]) }
      seen.formUnion(new)
      // Artifacts may go at any time.
      for blob in shop.blobs where losesArtifacts {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: unlink(blob)
        case 1: truncate(blob, 1)
        default: break
        }
      }
      for root in roots { unlink(shop.path("\(root).out")) }
      let again = try shop.build(plan(shop, vertices, fileCount, roots))
      #expect(again.status == .succeeded)
      for root in roots { #expect(try shop.read("\(root).out") == texts[root]) }
      #expect(try shop.build(plan(shop, vertices, fileCount, roots)).ran == 0)
    }
  }

  private func compute(
    _ vertices: [Vertex], _ files: [String], _ roots: [Int], seen: Set<Work>,
    new: inout Set<Work>
  ) -> [String] {
    var needed = Set(roots)
    for index in vertices.indices.reversed() where needed.contains(index) {
      for input in vertices[index].inputs where input >= files.count {
        needed.insert(input - files.count)
      }
    }
    var texts: [String] = []
    for (index, vertex) in vertices.enumerated() {
      let inputs = vertex.inputs.map { $0 < files.count ? files[$0] : texts[$0 - files.count] }
      let work: Work = vertex.isJoin ? .join(vertex.text, inputs) : .remainder(inputs)
      switch work {
      case .join(let text, let parts): texts.append("\(text)[\(parts.joined(separator: ","))]")
      case .remainder(let parts):
        texts.append(String(parts.reduce(0) { $0 + $1.utf8.count } % 3))
      }
      if needed.contains(index) && !seen.contains(work) { new.insert(work) }
    }
    return texts
  }

  private func plan(
    _ shop: Workshop, _ vertices: [Vertex], _ fileCount: Int, _ roots: [Int]
  ) -> BuildEngine.Compile {
    { graph, _ in
      var nodes: [NodeID] = []
      for (index, vertex) in vertices.enumerated() {
        let inputs = vertex.inputs.map {
          $0 < fileCount
            ? Node.Source.file(path: shop.path("\($0).in")) : nodes[$0 - fileCount].text
        }
        nodes.append(
          vertex.isJoin
            ? graph.join(vertex.text, inputs, label: "vertex \(index)")
            : graph.remainder(inputs, label: "vertex \(index)"))
      }
      return BuildPlan(roots.map { (nodes[$0], shop.path("\($0).out")) })
    }
  }

  /// The same numbers on every run.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      return mixed ^ (mixed >> 33)
    }
  }
}
