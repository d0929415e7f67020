/// The order of the vertices in each rank, such that few edges cross.
///
/// A vertex goes where the mean of its neighbours is. Places count as fractions of a rank, so that
/// neighbours several ranks away pull as well, and no stand-ins are needed for long edges.
struct RankOrder {
  /// By rank: its vertices from top to bottom.
  private(set) var ranks: [[Int]]
  /// By vertex: its place in its rank, 0 to 1.
  private var places: [Double]

  private static let sweeps = 4

  init(ranks numbers: [Int], inputs: [[Int]], readers: [[Int]]) {
    ranks = [[Int]](repeating: [], count: (numbers.max() ?? -1) + 1)
    // Vertices come in the order in which the compiler made them, which is that of the film.
    for (vertex, rank) in numbers.enumerated() { ranks[rank].append(vertex) }
    places = [Double](repeating: 0, count: numbers.count)
    for rank in ranks.indices { number(rank) }
    for sweep in 0..<Self.sweeps {
      if sweep % 2 == 0 {
        for rank in ranks.indices.dropFirst() { sort(rank, by: inputs) }
      } else {
        for rank in ranks.indices.dropLast().reversed() { sort(rank, by: readers) }
      }
    }
  }

  private mutating func sort(_ rank: Int, by neighbours: [[Int]]) {
    let wanted = ranks[rank].map { vertex -> (place: Double, vertex: Int) in
      let near = neighbours[vertex]
      if near.isEmpty { return (places[vertex], vertex) }
      return (near.reduce(0) { $0 + places[$1] } / Double(near.count), vertex)
    }
    let sorted = wanted.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    ranks[rank] = sorted.map(\.element.vertex)
    number(rank)
  }

  private mutating func number(_ rank: Int) {
    let count = Double(ranks[rank].count)
    for (index, vertex) in ranks[rank].enumerated() {
      places[vertex] = (Double(index) + 0.5) / count
    }
  }
}
