/// The heights of the rows of each rank.
///
/// Every row wants to be as high as the mean of its vertices' neighbours, and no nearer to the row
/// above than a node is high.
struct RowGrid {
  /// By rank: in how many columns it stands. Vertices fill row after row.
  let columns: [Int]
  /// By rank and row: the upper edge, in pixels.
  private(set) var heights: [[Double]]
  private let order: RankOrder
  /// By vertex: the upper edge.
  private var vertices: [Double]

  private static let pitch = Double(LayeredLayout.nodeHeight + LayeredLayout.rowGap)

  /// - Parameters:
  ///   - rows: The number of rows of the tallest rank.
  ///   - count: The number of vertices.
  init(order: RankOrder, rows: Int, count: Int) {
    self.order = order
    columns = order.ranks.map { max(($0.count + rows - 1) / rows, 1) }
    let widths = columns
    let counts = order.ranks.indices.map { (order.ranks[$0].count + widths[$0] - 1) / widths[$0] }
    let tallest = Double(counts.max() ?? 0)
    heights = counts.map { count in
      (0..<count).map { (Double($0) + 0.5) / Double(count) * tallest * Self.pitch }
    }
    vertices = [Double](repeating: 0, count: count)
    for rank in order.ranks.indices { spread(rank) }
  }

  /// Moves the rows, once from each side and once by both neighbours.
  mutating func settle(inputs: [[Int]], readers: [[Int]]) {
    let ranks = order.ranks.indices
    for rank in ranks { settle(rank) { inputs[$0] } }
    for rank in ranks.reversed() { settle(rank) { readers[$0] } }
    for rank in ranks { settle(rank) { inputs[$0] + readers[$0] } }
  }

  private mutating func settle(_ rank: Int, neighbours: (Int) -> [Int]) {
    var sums = [Double](repeating: 0, count: heights[rank].count)
    var counts = [Double](repeating: 0, count: heights[rank].count)
    for (index, vertex) in order.ranks[rank].enumerated() {
      let near = neighbours(vertex)
      if near.isEmpty { continue }
      // Each vertex of a row counts once, or a file that all scenes read would pull it alone.
      sums[index / columns[rank]] += near.reduce(0) { $0 + vertices[$1] } / Double(near.count)
      counts[index / columns[rank]] += 1
    }
    let wanted = heights[rank].indices.map { row in
      counts[row] > 0 ? sums[row] / counts[row] : heights[rank][row]
    }
    heights[rank] = Self.apart(wanted)
    spread(rank)
  }

  /// The heights nearest to those wanted, by the sum of squares, that keep the order and a row's
  /// pitch: neighbours that are too near form a block, which goes where their mean is.
  static func apart(_ wanted: [Double]) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for (row, height) in wanted.enumerated() {
      var block = (sum: height - Double(row) * pitch, count: 1)
      while let last = blocks.last,
        last.sum / Double(last.count) > block.sum / Double(block.count)
      {
        blocks.removeLast()
        block = (last.sum + block.sum, last.count + block.count)
      }
      blocks.append(block)
    }
    var heights: [Double] = []
    heights.reserveCapacity(wanted.count)
    for block in blocks {
      for _ in 0..<block.count {
        heights.append(block.sum / Double(block.count) + Double(heights.count) * pitch)
      }
    }
    return heights
  }

  private mutating func spread(_ rank: Int) {
    for (index, vertex) in order.ranks[rank].enumerated() {
      vertices[vertex] = heights[rank][index / columns[rank]]
    }
  }
}
