import Foundation

/// A graph as `reel graph --format json` prints it, and as other tools want it.
struct GraphFile {
  struct Node: Decodable {
    struct Input: Decodable {
      var node: Int?
      var file: String?
    }
    var id: Int
    var inputs: [Input]
  }

  let nodes: [Node]

  init(contentsOf path: String) throws {
    struct Document: Decodable { var nodes: [Node] }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    nodes = try JSONDecoder().decode(Document.self, from: data).nodes
  }

  /// One edge a node; a command touches its output.
  var ninja: String {
    var text = "rule touch\n  command = touch $out\n"
    for node in nodes {
      text += "build out/\(node.id): touch \(inputs(of: node).joined(separator: " "))\n"
    }
    return text
  }

  /// The same as rules.
  var makefile: String {
    var text = "MAKEFLAGS += --no-builtin-rules\nall: "
    text += nodes.map { "out/m\($0.id)" }.joined(separator: " ") + "\n"
    for node in nodes {
      text += "out/m\(node.id): \(inputs(of: node, prefix: "m").joined(separator: " "))\n"
      text += "\ttouch $@\n"
    }
    return text
  }

  private func inputs(of node: Node, prefix: String = "") -> [String] {
    var seen: Set<String> = []
    return node.inputs.compactMap { input in
      input.node.map { "out/\(prefix)\($0)" } ?? input.file
    }.filter { seen.insert($0).inserted }
  }
}
