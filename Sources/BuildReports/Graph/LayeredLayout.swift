/// Places for the vertices of a graph without cycles: columns from left to right, every edge to
/// the right.
///
/// The steps are those of Sugiyama's method: ranks by the longest path from the sources, an order
/// in each rank by barycentres, then heights near those of the neighbours. A rank that is too tall
/// stands in several columns, so that a film of thousands of scenes is no tower. Edges are not
/// broken at the ranks that they cross. The work grows with the number of edges, but for sorting.
struct LayeredLayout {
  struct Place: Hashable {
    /// The upper left corner, in pixels.
    var x: Int
    var y: Int
  }

  static let nodeWidth = 176
  static let nodeHeight = 40
  static let columnGap = 20
  static let rankGap = 90
  static let rowGap = 12

  private(set) var places: [Place] = []
  private(set) var width = 0
  private(set) var height = 0
  /// By vertex: its rank, counted from the left.
  private(set) var ranks: [Int] = []

  /// - Parameter inputs: For each vertex the vertices before it.
  /// - Precondition: Every input has a lower number than its reader.
  init(inputs: [[Int]]) {
    var readers = [[Int]](repeating: [], count: inputs.count)
    for (vertex, sources) in inputs.enumerated() {
      for source in sources {
        precondition(source < vertex, "an input behind its reader")
        readers[source].append(vertex)
      }
    }
    ranks = Self.ranks(inputs: inputs, readers: readers)
    let order = RankOrder(ranks: ranks, inputs: inputs, readers: readers)
    place(order, inputs: inputs, readers: readers)
  }

  /// The longest path from a source. Sources themselves then move to their nearest reader, which
  /// shortens edges: a file that only the last stage reads stands beside that.
  private static func ranks(inputs: [[Int]], readers: [[Int]]) -> [Int] {
    var ranks = [Int](repeating: 0, count: inputs.count)
    for (vertex, sources) in inputs.enumerated() {
      for source in sources { ranks[vertex] = max(ranks[vertex], ranks[source] + 1) }
    }
    for vertex in inputs.indices where inputs[vertex].isEmpty {
      guard let nearest = readers[vertex].map({ ranks[$0] }).min() else { continue }
      ranks[vertex] = nearest - 1
    }
    return ranks
  }

  // MARK: Places

  private mutating func place(_ order: RankOrder, inputs: [[Int]], readers: [[Int]]) {
    let tallest = Self.rowCount(sizes: order.ranks.map(\.count))
    var grid = RowGrid(order: order, rows: tallest, count: inputs.count)
    grid.settle(inputs: inputs, readers: readers)
    places = [Place](repeating: Place(x: 0, y: 0), count: inputs.count)
    let top = grid.heights.flatMap { $0 }.min() ?? 0
    var left = 0
    for (rank, members) in order.ranks.enumerated() {
      let columns = grid.columns[rank]
      for (index, vertex) in members.enumerated() {
        places[vertex] = Place(
          x: left + index % columns * (Self.nodeWidth + Self.columnGap),
          y: Int((grid.heights[rank][index / columns] - top).rounded()))
        height = max(height, places[vertex].y + Self.nodeHeight)
      }
      left += columns * (Self.nodeWidth + Self.columnGap) - Self.columnGap + Self.rankGap
    }
    width = max(left - Self.rankGap, 0)
  }

  /// How many rows a column may have, so that the whole is about half as wide again as high.
  static func rowCount(sizes: [Int]) -> Int {
    func isWide(_ rows: Int) -> Bool {
      let columns = sizes.reduce(0) { $0 + ($1 + rows - 1) / rows }
      let width =
        columns * (nodeWidth + columnGap) + max(sizes.count - 1, 0) * (rankGap - columnGap)
      return width * 2 > rows * (nodeHeight + rowGap) * 3
    }
    var low = 12
    var high = max(sizes.max() ?? 0, low)
    while low < high {
      let middle = (low + high) / 2
      if isWide(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
