import BuildGraph
import Testing

@Suite("Graph export")
struct GraphExportTests {
  private var export: GraphExport {
    var graph = Graph()
    let a = graph.add(
      JoinParameters(text: "a"), inputs: [.init("page", .file(path: "in \"1\".txt"))],
      label: "first")
    _ = graph.add(JoinParameters(text: "unused"), label: "unused")
    let b = graph.add(
      JoinParameters(text: "b"), inputs: [.init("text", .output(of: a, name: "text"))],
      label: "se<cond>")
    return GraphExport(graph: graph, roots: [b])
  }

  @Test("Graphviz")
  func dot() {
    #expect(
      export.dot == #"""
        digraph reel {
          rankdir=LR;
          node [shape=box, fontname="sans-serif"];
          n0 [label="join\nfirst"];
          n2 [label="join\nse<cond>"];
          f0 [label="in \"1\".txt", shape=note];
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
}
