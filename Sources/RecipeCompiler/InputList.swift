import BuildGraph

/// Numbers the inputs of one node by their role.
struct InputList {
  private(set) var inputs: [Node.Input] = []
  private var numbers: [Node.Input: Int] = [:]
  private var counts: [String: Int] = [:]

  /// The number of an input among those with its role. An input that is there is found again.
  mutating func number(_ role: String, _ source: Node.Source) -> Int {
    let input = Node.Input(role, source)
    if let known = numbers[input] { return known }
    let number = counts[role, default: 0]
    counts[role] = number + 1
    numbers[input] = number
    inputs.append(input)
    return number
  }
}
