import BuildEngine
import BuildGraph
import Foundation
import Testing

@testable import BuildReports

@Suite("Graph page")
struct GraphPageTests {
  private struct Parameters: NodeParameters {
    static let stage = StageDescriptor(
      name: "test", version: 1, outputs: [.init("text", fileExtension: "txt")], libraries: [],
      estimate: .init(seconds: 1, memory: 1))
    var number: Int
    func encodeFields(into encoder: inout FieldEncoder) { encoder.field("number", number) }
  }

  private static let hostile = "</script><b>&\"'\u{2028}<!--"

  /// Two nodes, of which the second reads the first, and that a file.
  private func page(
    label: String, title: String = "A film", expansions: [String] = []
  ) -> GraphPage {
    var graph = Graph()
    let first = graph.add(
      Parameters(number: 1), inputs: [.init("clip", .file(path: "media/a<b>.mp4"))], label: label)
    let second = graph.add(
      Parameters(number: 2), inputs: [.init("part", .output(of: first, name: "text"))],
      label: "film")
    return GraphPage(
      GraphSurvey(
        graph: graph,
        nodes: [
          .init(
            node: first, label: label, stage: "test",
            status: NodeStatus(state: .run, key: SHA256.digest(of: [])), outputs: []),
          .init(
            node: second, label: "film", stage: "test",
            status: NodeStatus(state: .todo, reason: "never built"), outputs: []),
        ], targets: [], expansions: expansions),
      title: title)
  }

  private func data(of page: GraphPage) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(page.data.utf8)) as? [String: Any])
  }

  @Test("The data name every node, with its place, state, key, reason and inputs")
  func data() throws {
    let page = page(label: "scene 1")
    #expect(
      page.data == """
        {"size":[708,40,176,40],"states":["cached","run","todo","failed","file"],\
        "stages":["file","test"],"roles":["clip","part"],"nodes":[\
        ["f0",0,0,4,0,"media/a\\u003cb>.mp4","",""],\
        ["n0",266,0,1,1,"scene 1",\
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","",0,0],\
        ["n1",532,0,2,1,"film","","never built",1,1]]}
        """, "\(page.data)")
    let width = (try data(of: page)["size"] as? [Int])?[0]
    #expect(width == page.layout.width)
  }

  @Test("Text of the recipe's cannot leave its place")
  func escaping() throws {
    let page = page(label: Self.hostile, title: Self.hostile)
    let html = page.html
    #expect(html.components(separatedBy: "</script>").count == 3)
    #expect(!html.contains("<b>") && !html.contains("<!--"))
    #expect(html.contains("<title>&lt;/script&gt;&lt;b&gt;&amp;&quot;&#39;"))
    let nodes = try #require(data(of: page)["nodes"] as? [[Any]])
    #expect(nodes[1][5] as? String == Self.hostile)
  }

  @Test("Elements are nested and closed, and ids are unique")
  func wellFormed() throws {
    let html = page(label: "scene 1").html
    #expect(html.hasPrefix("<!DOCTYPE html>\n") && html.hasSuffix("</html>\n"))
    // What stands between the tags of scripts and styles is no markup.
    let markup =
      html.replacing(#/<style>[\s\S]*?<\/style>/#, with: "<style></style>")
      .replacing(#/(<script[^>]*>)[\s\S]*?<\/script>/#) { "\($0.output.1)</script>" }
    let void: Set<String> = ["meta", "input", "link", "br"]
    var open: [String] = []
    for tag in markup.matches(of: #/<(\/?)([a-zA-Z0-9]+)[^>]*>/#) {
      let name = String(tag.output.2)
      if !tag.output.1.isEmpty {
        #expect(open.popLast() == name)
      } else if !void.contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
    let ids = markup.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count && ids.contains("canvas") && ids.contains("graph-data"))
    for used in GraphPage.script.matches(of: #/element\("([a-z]+)"\)/#) {
      #expect(ids.contains(String(used.output.1)), "\(used.output.0)")
    }
  }

  @Test("What is not known yet is said")
  func expansions() {
    #expect(page(label: "scene 1").notice == "")
    let page = page(label: "scene 1", expansions: ["a", "<b>", "c", "d", "e"])
    #expect(page.notice == "More becomes known when these have run: a, <b>, c and 2 more.")
    #expect(
      page.html.contains("<p id=\"notice\">More becomes known when these have run: a, &lt;b&gt;"))
  }

  @Test("Nothing is loaded from elsewhere")
  func selfContained() {
    let html = page(label: "scene 1").html
      .replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "src=", "href=", "@import", "url(//", "fetch(", "innerHTML"] {
      #expect(!html.contains(word), "\(word)")
    }
  }
}
