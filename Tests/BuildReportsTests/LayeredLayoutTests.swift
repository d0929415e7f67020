import Testing

@testable import BuildReports

@Suite("Layered layout")
struct LayeredLayoutTests {
  /// Whether no two nodes overlap and every edge goes to the right.
  private func check(_ inputs: [[Int]], sourceLocation: SourceLocation = #_sourceLocation) {
    let layout = LayeredLayout(inputs: inputs)
    #expect(layout.places.count == inputs.count, sourceLocation: sourceLocation)
    for (vertex, sources) in inputs.enumerated() {
      for source in sources {
        #expect(
          layout.places[source].x + LayeredLayout.nodeWidth < layout.places[vertex].x,
          "\(source) to \(vertex)", sourceLocation: sourceLocation)
      }
    }
    let columns = Dictionary(grouping: inputs.indices, by: { layout.places[$0].x })
    let lefts = columns.keys.sorted()
    for (left, right) in zip(lefts, lefts.dropFirst()) {
      #expect(left + LayeredLayout.nodeWidth < right, sourceLocation: sourceLocation)
    }
    for members in columns.values {
      let tops = members.map { layout.places[$0].y }.sorted()
      for (upper, lower) in zip(tops, tops.dropFirst()) {
        #expect(upper + LayeredLayout.nodeHeight < lower, sourceLocation: sourceLocation)
      }
    }
    for place in layout.places {
      #expect(place.x >= 0 && place.x + LayeredLayout.nodeWidth <= layout.width)
      #expect(place.y >= 0 && place.y + LayeredLayout.nodeHeight <= layout.height)
    }
  }

  @Test("Small shapes")
  func shapes() {
    check([])
    check([[]])
    check([[], [], []])
    check([[], [0], [1], [2]])
    check([[], [0], [0], [1, 2]])
    check([[], [0, 0, 0]])
  }

  @Test("Random graphs", arguments: 0..<20)
  func random(seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func next(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    let count = 2 + next(300)
    check(
      (0..<count).map { vertex in
        vertex == 0 ? [] : (0..<next(4)).map { _ in next(vertex) }
      })
  }

  @Test("Ranks are longest paths; a source stands beside its nearest reader")
  func ranks() {
    // 0 → 1 → 2 → 3, and 3 also reads 4, which nothing else does.
    let layout = LayeredLayout(inputs: [[], [0], [1], [], [2, 3, 0]])
    #expect(layout.ranks == [0, 1, 2, 2, 3])
  }

  @Test("Neighbours share a height: parallel chains do not cross")
  func chains() {
    // Ten chains of three, mixed up, and a last node that reads all.
    var inputs: [[Int]] = [[Int]](repeating: [], count: 10)
    for index in 0..<10 { inputs.append([(index * 7) % 10]) }
    for index in 0..<10 { inputs.append([10 + (index * 3) % 10]) }
    inputs.append(Array(20..<30))
    let layout = LayeredLayout(inputs: inputs)
    for vertex in 10..<30 {
      #expect(layout.places[vertex].y == layout.places[inputs[vertex][0]].y)
    }
    let heights = (20..<30).map { layout.places[$0].y }
    #expect(layout.places[30].y == heights.reduce(0, +) / 10)
    check(inputs)
  }

  @Test("A rank of thousands stands in several columns")
  func tower() {
    var inputs = [[Int]](repeating: [], count: 2000)
    for scene in 0..<2000 { inputs.append([scene]) }
    inputs.append(Array(2000..<4000))
    check(inputs)
    let layout = LayeredLayout(inputs: inputs)
    #expect(layout.width < layout.height * 2 && layout.height < layout.width * 2)
  }

  @Test("Ten thousand nodes are placed soon")
  func speed() {
    // Scenes of four nodes, each read by the next, and neighbours that share one.
    var inputs: [[Int]] = [[]]
    for scene in 0..<2500 {
      let base = inputs.count
      inputs += [[0], [base], [base, max(base - 3, 0)], [base + 1, base + 2]]
      if scene % 100 == 99 { inputs.append(Array(base...base + 3)) }
    }
    inputs.append(Array(1..<inputs.count))
    var layout: LayeredLayout?
    let time = ContinuousClock().measure { layout = LayeredLayout(inputs: inputs) }
    #expect(layout?.places.count == inputs.count)
    // Far more than it takes optimised, for machines that do much else.
    #expect(time < .seconds(5), "\(time)")
  }

  @Test("Rows keep their order and their distance, as near to where they want to be as possible")
  func apart() {
    let pitch = Double(LayeredLayout.nodeHeight + LayeredLayout.rowGap)
    #expect(RowGrid.apart([0, 1000]) == [0, 1000])
    #expect(RowGrid.apart([100, 100]) == [100 - pitch / 2, 100 + pitch / 2])
    #expect(RowGrid.apart([500, 0]) == [250 - pitch / 2, 250 + pitch / 2])
  }
}
