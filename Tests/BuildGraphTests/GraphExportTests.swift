import BuildGraph
import Testing

@Suite("Graph export")
struct GraphExportTests {
  private var export: GraphExport { export(statuses: [:]) }

  /// The first node's result is known, the second would run.
  private var colored: GraphExport {
    export(statuses: [
      NodeID(index: 0): NodeStatus(state: .run, key: SHA256.digest(of: [])),
      NodeID(index: 2): NodeStatus(state: .todo, reason: "after \"first\""),
    ])
  }

  private func export(statuses: [NodeID: NodeStatus]) -> GraphExport {
    var graph = Graph()
    let a = graph.add(
      JoinParameters(text: "a"), inputs: [.init("page", .file(path: "in \"1\".txt"))],
      label: "first")
    _ = graph.add(JoinParameters(text: "unused"), label: "unused")
    let b = graph.add(
      JoinParameters(text: "b"), inputs: [.init("text", .output(of: a, name: "text"))],
      label: "se<cond>")
    return GraphExport(graph: graph, roots: [b], statuses: statuses)
  }

  @Test("Graphviz")
  func dot() {
    #expect(
      export.dot == #"""
        digraph reel {
          rankdir=LR;
          node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];
          n0 [label="join\nfirst"];
          n2 [label="join\nse<cond>"];
          f0 [label="in \"1\".txt", shape=note, style=solid];
          f0 -> n0 [label="page"];
          n0 -> n2 [label="text"];
        }

        """#)
  }

  @Test("Mermaid")
  func mermaid() {
    #expect(
      export.mermaid == """
        flowchart LR
          n0["join: first"]
          n2["join: se#lt;cond#gt;"]
          f0[/"in #quot;1#quot;.txt"/]
          f0 -->|page| n0
          n0 -->|text| n2

        """)
  }

  @Test("JSON")
  func json() {
    #expect(
      export.json == #"""
        {"nodes":[
        {"id":0,"stage":"join","version":3,"label":"first","inputs":[{"role":"page","file":"in \"1\".txt"}]},
        {"id":2,"stage":"join","version":3,"label":"se<cond>","inputs":[{"role":"text","node":0,"output":"text"}]}
        ]}

        """#)
  }

  @Test("Graphviz, with states")
  func dotStates() {
    #expect(
      colored.dot.contains(
        #"""
          n0 [label="join\nfirst", class=run, color="#1f7a4d", fillcolor="#dcf3e5"];
          n2 [label="join\nse<cond>", class=todo, color="#9a6700", fillcolor="#fff2cc"];
          f0 [label="in \"1\".txt", shape=note, style=solid];
        """#), "\(colored.dot)")
  }

  @Test("Mermaid, with states")
  func mermaidStates() {
    #expect(
      colored.mermaid == """
        flowchart LR
          n0["join: first"]:::run
          n2["join: se#lt;cond#gt;"]:::todo
          f0[/"in #quot;1#quot;.txt"/]
          f0 -->|page| n0
          n0 -->|text| n2
          classDef run fill:#dcf3e5,stroke:#1f7a4d,color:#1b1f24
          classDef todo fill:#fff2cc,stroke:#9a6700,color:#1b1f24

        """)
  }

  @Test("JSON, with states")
  func jsonStates() {
    let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(
      colored.json == #"""
        {"nodes":[
        {"id":0,"stage":"join","version":3,"label":"first","state":"run","key":"\#(hex)","reason":null,"inputs":[{"role":"page","file":"in \"1\".txt"}]},
        {"id":2,"stage":"join","version":3,"label":"se<cond>","state":"todo","key":null,"reason":"after \"first\"","inputs":[{"role":"text","node":0,"output":"text"}]}
        ]}

        """#)
  }
}
