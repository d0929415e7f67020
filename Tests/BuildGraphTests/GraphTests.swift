import BuildGraph
import Testing

@Suite("Graphs")
struct GraphTests {
  @Test("Equal nodes are one, and the first label wins")
  func interning() {
    var graph = Graph()
    let first = graph.add(JoinParameters(text: "a"), label: "first")
    let second = graph.add(JoinParameters(text: "a"), label: "second")
    let other = graph.add(JoinParameters(text: "b"), label: "other")
    #expect(first == second)
    #expect(first != other)
    #expect(graph[first].label == "first")
    #expect(graph.nodes.count == 2)
  }

  @Test("Inputs distinguish nodes: by role, by order, by path")
  func inputs() {
    var graph = Graph()
    func add(_ inputs: [Node.Input]) -> NodeID {
      graph.add(JoinParameters(text: ""), inputs: inputs, label: "node")
    }
    let a = Node.Input("left", .file(path: "a"))
    let b = Node.Input("left", .file(path: "b"))
    let right = Node.Input("right", .file(path: "a"))
    let ids = [add([]), add([a]), add([b]), add([a, b]), add([b, a]), add([right])]
    #expect(Set(ids).count == ids.count)
    #expect(add([a, b]) == ids[3])
  }

  @Test("A closure holds what its roots need, in order, and nothing else")
  func closure() {
    var graph = Graph()
    let base = graph.add(JoinParameters(text: "base"), label: "base")
    let middle = graph.add(
      JoinParameters(text: "middle"), inputs: [.init("in", .output(of: base, name: "text"))],
      label: "middle")
    let unused = graph.add(JoinParameters(text: "unused"), label: "unused")
    let top = graph.add(
      JoinParameters(text: "top"), inputs: [.init("in", .output(of: middle, name: "text"))],
      label: "top")
    #expect(graph.closure(of: [top]) == [base, middle, top])
    #expect(graph.closure(of: [unused]) == [unused])
    #expect(graph.closure(of: []).isEmpty)
  }
}
