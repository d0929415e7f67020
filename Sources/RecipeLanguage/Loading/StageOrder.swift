/// An order in which each stage comes after those that it depends on, as far as there is one.
///
/// It takes time in proportion to the stages and what they depend on, and no stack: a recipe may
/// hold a chain of many thousands.
struct StageOrder {
  /// Stages by their numbers; those on circles and behind them are left out.
  private(set) var stages: [Int] = []
  /// Each circle once, from its first stage on, every stage before one that it depends on.
  private(set) var circles: [[Int]] = []

  /// - Parameter dependencies: For each stage, the numbers of those that it depends on.
  init(dependencies: [[Int]]) {
    var dependents = [[Int]](repeating: [], count: dependencies.count)
    for (stage, needed) in dependencies.enumerated() {
      for other in needed { dependents[other].append(stage) }
    }
    var missing = dependencies.map(\.count)
    var isDone = [Bool](repeating: false, count: dependencies.count)
    func settle(_ first: [Int], _ body: (Int) -> Void) {
      var ready = first
      var next = 0
      while next < ready.count {
        let stage = ready[next]
        next += 1
        isDone[stage] = true
        body(stage)
        for other in dependents[stage] {
          missing[other] -= 1
          if missing[other] == 0, !isDone[other] { ready.append(other) }
        }
      }
    }
    var sorted: [Int] = []
    settle(missing.indices.filter { missing[$0] == 0 }) { sorted.append($0) }
    stages = sorted
    // What is left depends on a circle or stands on one: going back leads into it.
    for start in dependencies.indices where !isDone[start] {
      // An earlier circle may have settled it.
      if isDone[start] { continue }
      var path: [Int] = []
      var places: [Int: Int] = [:]
      var stage = start
      while places[stage] == nil {
        places[stage] = path.count
        path.append(stage)
        guard let next = dependencies[stage].first(where: { !isDone[$0] }) else { break }
        stage = next
      }
      let circle = Array(path[(places[stage] ?? 0)...])
      circles.append(Self.fromFirst(circle))
      for member in circle { isDone[member] = true }
      settle(circle) { _ in }
    }
  }

  private static func fromFirst(_ circle: [Int]) -> [Int] {
    guard let first = circle.indices.min(by: { circle[$0] < circle[$1] }) else { return circle }
    return Array(circle[first...] + circle[..<first])
  }
}
