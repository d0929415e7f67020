/// Something that goes before others of its kind.
package protocol Ordered {
  func precedes(_ other: Self) -> Bool
}

/// A binary heap: the first of its elements is at hand, adding and taking cost O(log n).
package struct BinaryHeap<Element: Ordered> {
  private var elements: [Element] = []

  package init() {}

  package var isEmpty: Bool { elements.isEmpty }
  package var count: Int { elements.count }
  package var first: Element? { elements.first }

  package mutating func removeAll() { elements.removeAll(keepingCapacity: true) }

  package mutating func insert(_ element: Element) {
    elements.append(element)
    var index = elements.count - 1
    // The hole moves, not the element: half as many copies as swapping would take.
    while index > 0 {
      let parent = (index - 1) / 2
      guard element.precedes(elements[parent]) else { break }
      elements[index] = elements[parent]
      index = parent
    }
    elements[index] = element
  }

  /// Takes the first element.
  package mutating func removeFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if elements.isEmpty { return first }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < elements.count else { break }
      if child + 1 < elements.count, elements[child + 1].precedes(elements[child]) { child += 1 }
      guard elements[child].precedes(last) else { break }
      elements[index] = elements[child]
      index = child
    }
    elements[index] = last
    return first
  }
}
